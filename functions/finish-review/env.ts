import { readEnvironment, signOutVariables, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...signOutVariables, REVIEW_TIME_ZONE: variable.text });
