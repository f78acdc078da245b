import { mailerVariables } from '../../shared/adapters/system/mailer-variables.ts';
import {
  consumerVariables,
  countingVariables,
  readEnvironment,
  variable,
} from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    ...consumerVariables,
    ...countingVariables,
    ...mailerVariables,
    DASHBOARD_URL: variable.text,
    LINK_KEY_ARN: variable.text,
    /** Of this instance; may be a fraction. */
    MAILS_PER_SECOND: variable.rate,
    REVIEW_CLAIM_SECONDS: variable.positive,
    REVIEW_TIME_ZONE: variable.text,
  });
