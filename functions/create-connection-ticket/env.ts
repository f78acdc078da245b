import { readEnvironment, requestVariables, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({ ...requestVariables, CONNECTIONS_URL: variable.text, CONNECTIONS_PER_MINUTE: variable.positive });
