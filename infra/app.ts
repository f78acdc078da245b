import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions, functionsFolder } from './bundle-functions.ts';
import { stageSettings } from './config.ts';
import { makeApp } from './make-app.ts';
import { RemoteSignOutStack } from './remote-sign-out-stack.ts';
import { stackNameOf } from './synthesise.ts';

// What the CDK command runs: npx cdk deploy -c stage=prod
const app = makeApp();
const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
const settings = stageSettings(String(stage));

await bundleFunctions();

// Account and region are the caller's own: CDK finds them by the credentials, at AWS or at an emulator.
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
new RemoteSignOutStack(app, stackNameOf(settings), {
  settings,
  codeRoot: functionsFolder,
  ...(account && region && { env: { account, region } }),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
