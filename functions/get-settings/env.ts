import { readEnvironment, requestVariables } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment(requestVariables);
