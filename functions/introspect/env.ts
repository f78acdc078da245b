import { tokenVariables } from '../../shared/adapters/system/function-token-verifier.ts';
import { readEnvironment, storeVariables } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...storeVariables, ...tokenVariables });
