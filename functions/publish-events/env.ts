import { readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    EVENTS_TOPIC_ARN: variable.text,
    EVENTS_ISSUER: variable.text,
    USER_POOL_ISSUER: variable.text,
  });
