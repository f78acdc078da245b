import { consumerVariables, readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...consumerVariables, CONNECTIONS_ENDPOINT: variable.text });
