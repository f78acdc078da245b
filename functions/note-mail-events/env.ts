import { consumerVariables, readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...consumerVariables, REVIEW_TIME_ZONE: variable.text });
