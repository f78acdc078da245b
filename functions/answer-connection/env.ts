import { readEnvironment, storeVariables, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...storeVariables, CONNECTIONS_ENDPOINT: variable.text });
