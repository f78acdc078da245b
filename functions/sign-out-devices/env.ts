import { readEnvironment, signOutVariables } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment(signOutVariables);
