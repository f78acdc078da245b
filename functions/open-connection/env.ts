import { readEnvironment, storeVariables } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment(storeVariables);
