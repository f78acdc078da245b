import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildDashboard } from '../web/build.ts';
import { bundleFunctions, functionsFolder } from './bundle-functions.ts';
import { stageSettings } from './config.ts';
import { makeApp } from './make-app.ts';
import { RemoteSignOutStack } from './remote-sign-out-stack.ts';
import { stackNameOf } from './stack-name.ts';
import { WebAclStack } from './web-acl-stack.ts';

// What the CDK command runs: npx cdk deploy -c stage=prod
const app = makeApp();
const context = (name: string, otherwise: string): string => String(app.node.tryGetContext(name) ?? otherwise);
const settings = stageSettings(context('stage', 'dev'), { edge: context('edge', 'true') !== 'false' });
const stackName = stackNameOf(settings);
// Account and region are the caller's own: CDK finds them by the credentials, at AWS or at an emulator.
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

if (context('stack', 'all') === 'web-acl') {
  if (settings.edge?.kind !== 'new') throw new Error(`The stage ${settings.stage} has no CloudFront of its own`);
  new WebAclStack(app, `${stackName}-web-acl`, {
    requestsPerAddress: settings.edge.requestsPerAddress,
    env: { region: 'us-east-1', ...(account && { account }) },
  });
} else {
  const { folder: dashboardFolder } = await buildDashboard();
  await bundleFunctions({ dashboardFolder });
  new RemoteSignOutStack(app, stackName, {
    settings,
    codeRoot: functionsFolder,
    dashboardFolder,
    ...(account && region && { env: { account, region } }),
  });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
