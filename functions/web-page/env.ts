import * as z from 'zod/mini';
import { readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    DASHBOARD_ORIGIN: z.url({ protocol: /^https?$/ }),
    /** Lambda's own: the folder of the function's code, with the dashboard's files in `dashboard` beside it. */
    LAMBDA_TASK_ROOT: variable.text,
  });
