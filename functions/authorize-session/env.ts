import { tokenVariables } from '../../shared/adapters/system/function-token-verifier.ts';
import { readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ SESSIONS_TABLE_NAME: variable.text, ...tokenVariables });
