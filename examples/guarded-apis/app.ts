import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { join } from 'node:path';
import { bundleFunctions, functionsFolder } from '../../infra/bundle-functions.ts';
import { makeApp } from '../../infra/make-app.ts';
import { GuardedApisStack } from './guarded-apis-stack.ts';

// What the CDK command runs; see README.md beside it.
const app = makeApp();
const given = (name: string): string => {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value !== 'string' || value === '')
    throw new Error(`Say -c ${name}=…, from the outputs of Remote Sign-Out`);
  return value;
};

await bundleFunctions({ names: ['authorize-session'] });
const stack = new GuardedApisStack(app, 'orders', {
  sessionsTableName: given('sessionsTableName'),
  userPoolId: given('userPoolId'),
  clientIds: given('clientIds').split(','),
  codeFolder: join(functionsFolder, 'authorize-session'),
});
Validations.of(stack).addPlugins(new AwsSolutionsChecks(stack));
app.synth();
