import { CfnElement, type Environment } from 'aws-cdk-lib';
import { join } from 'node:path';
import { dashboardFolder } from '../web/build.ts';
import { functionsFolder } from './bundle-functions.ts';
import { stageSettings } from './config.ts';
import type { FunctionName } from './function-rights.ts';
import { makeApp } from './make-app.ts';
import { RemoteSignOutStack } from './remote-sign-out-stack.ts';
import { stackNameOf } from './stack-name.ts';
import type { StageSettings } from './stage-settings.ts';

export interface SynthesiseProps {
  stage: string;
  /** Instead of the stage's own. */
  settings?: StageSettings;
  /** Where the cloud assembly goes; a temporary folder when left out. */
  outdir?: string;
  /** Where the bundles lie: a folder for each function. */
  codeRoot?: string;
  /** Where the built dashboard lies; what is deployed of it, where the stage has an edge of its own. */
  dashboardFolder?: string;
  env?: Environment;
}

export interface Synthesised {
  stackName: string;
  /** The CloudFormation template, as it would be deployed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a template has no type of its own
  template: Record<string, any>;
  /** Folder of the bundle of each AWS::Lambda::Function, by its logical id. */
  codeFolders: Record<string, string>;
  /** The function's name, as its folder is called, by its logical id. */
  functionNames: Record<string, FunctionName>;
  outdir: string;
}

/**
 * Makes the template of a stage in this process: what the local run is driven by, and what the tests hold. The bundles
 * must be there already (`bundleFunctions`). For AWS, infra/app.ts does the same under the CDK command.
 */
export function synthesise({
  stage,
  settings = stageSettings(stage),
  outdir,
  codeRoot = functionsFolder,
  dashboardFolder: dashboard = dashboardFolder,
  env,
}: SynthesiseProps): Synthesised {
  const app = makeApp({
    // The CDK command and the tests check the template; here it would triple the time to the first request.
    builtinCloudFormationValidation: false,
    treeMetadata: false,
    ...(outdir !== undefined && { outdir }),
  });
  const stack = new RemoteSignOutStack(app, stackNameOf(settings), {
    settings,
    codeRoot,
    dashboardFolder: dashboard,
    ...(env && { env }),
  });
  const assembly = app.synth();

  const codeFolders: Record<string, string> = {};
  const functionNames: Record<string, FunctionName> = {};
  for (const [name, { node }] of stack.functions) {
    if (!CfnElement.isCfnElement(node.defaultChild)) continue;
    const logicalId = stack.getLogicalId(node.defaultChild);
    codeFolders[logicalId] = join(codeRoot, name);
    functionNames[logicalId] = name;
  }
  return {
    stackName: stack.stackName,
    template: assembly.getStackByName(stack.stackName).template,
    codeFolders,
    functionNames,
    outdir: assembly.directory,
  };
}
