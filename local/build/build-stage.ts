import { cpSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundleFunctions, functionsFolder } from '../../infra/bundle-functions.ts';
import { buildDashboard } from '../../web/build.ts';

// Run as a process of its own by load-build.ts: CDK takes 200 MB, and a changed infra/ must be imported afresh.
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'local' },
    functions: { type: 'string' },
    template: { type: 'string' },
  },
});

if (values.functions !== undefined) {
  const { folder: dashboardFolder } = await buildDashboard();
  await bundleFunctions({ dashboardFolder });
  cpSync(functionsFolder, values.functions, { recursive: true });
}
if (values.template !== undefined) {
  const { synthesise } = await import('../../infra/synthesise.ts');
  const { stackName, template, functionNames } = synthesise({ stage: values.stage });
  writeFileSync(values.template, JSON.stringify({ stackName, template, functionNames }));
}
