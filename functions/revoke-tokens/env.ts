import { consumerVariables, readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({ ...consumerVariables, VAULT_TABLE_NAME: variable.text, USER_POOL_ID: variable.text });
