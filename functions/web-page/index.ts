import { join } from 'node:path';
import { folderFiles } from '../../shared/adapters/system/folder-files.ts';
import { createLog } from '../../shared/observability/logger.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const { DASHBOARD_ORIGIN, LAMBDA_TASK_ROOT } = readVariables();

export const handler = makeHandler({
  log: createLog('web-page'),
  origin: new URL(DASHBOARD_ORIGIN).origin,
  files: folderFiles(join(LAMBDA_TASK_ROOT, 'dashboard')),
});
