import { consumerVariables, readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    ...consumerVariables,
    MAIL_FROM: variable.text,
    DASHBOARD_URL: variable.text,
    ALERTS_PER_DAY: variable.positive,
  });
