import {
  consumerVariables,
  countingVariables,
  readEnvironment,
  variable,
} from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({ ...consumerVariables, ...countingVariables, REVIEW_TIME_ZONE: variable.text });
