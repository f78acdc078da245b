import { readEnvironment, requestVariables, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({ ...requestVariables, VAULT_TABLE_NAME: variable.text, CHECK_IN_AFTER_SECONDS: variable.positive });
