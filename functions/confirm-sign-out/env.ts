import { tokenVariables } from '../../shared/adapters/system/function-token-verifier.ts';
import { readEnvironment, requestVariables } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...requestVariables, ...tokenVariables });
