import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { bindPart } from './bind-part.ts';
import { bindTable } from './bind-table.ts';
import { ServiceFunction, type ServiceFunctionProps } from './constructs/service-function.ts';
import type { Storage } from './constructs/storage.ts';
import { functionEnvironment, type KnownValues } from './function-environment.ts';
import { consumerNames, type FunctionName, functionRights, workerNames } from './function-rights.ts';
import { pascalCase } from './pascal-case.ts';
import { partNames, type StackParts } from './stack-parts.ts';
import type { StageSettings } from './stage-settings.ts';

export interface FunctionMakerProps {
  scope: Construct;
  settings: StageSettings;
  /** Holds a folder with the bundle of each function. */
  codeRoot: string;
  storage: Storage;
  parts: StackParts;
  values: KnownValues;
  logs: Pick<ServiceFunctionProps, 'logRetention' | 'logRemovalPolicy'>;
  onMade: (name: FunctionName, fn: LambdaFunction) => void;
}

/** Makes a function with exactly the rights and variables of its row in the table. */
export type MakeFunction = (name: FunctionName, values?: KnownValues) => LambdaFunction;

export const functionMaker =
  ({ scope, settings, codeRoot, storage, parts, values, logs, onMade }: FunctionMakerProps): MakeFunction =>
  (name, own = {}) => {
    const rights = functionRights[name];
    const reservedConcurrency = settings.reservedConcurrency[name];
    const fn = new ServiceFunction(scope, pascalCase(name), {
      name,
      codeFolder: join(codeRoot, name),
      environment: functionEnvironment({ settings, variables: rights.settings, values: { ...values, ...own } }),
      memoryMb: settings.functionMemoryMb,
      timeoutSeconds: timeoutSecondsOf(name, settings),
      logLevel: settings.logLevel,
      ...logs,
      ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    });
    if (rights.sessions.length > 0) bindTable(fn, storage.sessions, 'SESSIONS_TABLE_NAME', rights.sessions);
    if (rights.vault.length > 0) bindTable(fn, storage.vault, 'VAULT_TABLE_NAME', rights.vault);
    if (rights.webSessions !== undefined && storage.webSessions !== undefined) {
      bindTable(fn, storage.webSessions, 'WEB_SESSIONS_TABLE_NAME', rights.webSessions);
    }
    for (const part of partNames) {
      const actions = rights.others?.[part];
      if (actions !== undefined) bindPart(fn, parts[part], actions);
    }
    onMade(name, fn);
    return fn;
  };

function timeoutSecondsOf(name: FunctionName, settings: StageSettings): number {
  const consumer = consumerNames.find((each) => each === name);
  if (consumer !== undefined) return settings.consumers[consumer].timeoutSeconds;
  const worker = workerNames.find((each) => each === name);
  if (worker !== undefined) return settings.workers[worker].timeoutSeconds;
  switch (name) {
    case 'publish-events':
    case 'settle-sessions':
      return settings.streamTimeoutSeconds;
    case 'provide-edge-key':
    case 'provide-push-platforms':
      // Nobody waits but the deployment.
      return 60;
    case 'web-api':
    case 'web-callback':
    case 'web-sign-out':
      return settings.webTimeoutSeconds;
    default:
      return settings.requestTimeoutSeconds;
  }
}
