import { countingVariables, readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    ...countingVariables,
    REVIEW_TIME_ZONE: variable.text,
    SESSIONS_TABLE_NAME: variable.text,
    /** Its own. */
    QUEUE_URL: variable.text,
    /** Of send-review. */
    SEND_QUEUE_URL: variable.text,
  });
