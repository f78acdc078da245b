import { mailerVariables } from '../../shared/adapters/system/mailer-variables.ts';
import { consumerVariables, readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    ...consumerVariables,
    ...mailerVariables,
    DASHBOARD_URL: variable.text,
    ALERTS_PER_DAY: variable.positive,
  });
