import { CfnOutput, Duration, type Environment, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { bindTable } from './bind-table.ts';
import type { StageSettings } from './config.ts';
import { AdoptedUserPool } from './constructs/adopted-user-pool.ts';
import { HttpApi } from './constructs/http-api.ts';
import type { Identity } from './constructs/identity.ts';
import { NewUserPool } from './constructs/new-user-pool.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { OperatorAlarm } from './constructs/operator-alarm.ts';
import { SessionSettlement } from './constructs/session-settlement.ts';
import { Storage } from './constructs/storage.ts';
import { functionEnvironment } from './function-environment.ts';
import { type FunctionName, functionRights } from './function-rights.ts';

export interface RemoteSignOutStackProps {
  settings: StageSettings;
  /** Holds a folder with the bundle of each function. */
  codeRoot: string;
  env?: Environment;
}

/** The whole product of one stage. */
export class RemoteSignOutStack extends Stack {
  readonly functions = new Map<FunctionName, LambdaFunction>();

  constructor(scope: Construct, id: string, { settings, codeRoot, env }: RemoteSignOutStackProps) {
    const protect = settings.deletionProtection === 'on';
    super(scope, id, {
      description: `Remote Sign-Out, ${settings.stage}: your devices, for any Cognito app`,
      terminationProtection: protect,
      ...(env && { env }),
    });
    const logs = {
      logRetention: settings.logRetentionDays,
      logRemovalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };

    const identity: Identity =
      settings.identity.kind === 'new'
        ? new NewUserPool(this, 'Identity', { ...settings.identity, protect })
        : new AdoptedUserPool(this, 'Identity', settings.identity);
    const storage = new Storage(this, 'Storage', { protect, customerManagedKey: settings.customerManagedKey });

    const clients = this.clientsJson(identity);
    const makeFunction = (name: FunctionName): LambdaFunction => {
      const rights = functionRights[name];
      const reservedConcurrency = settings.reservedConcurrency[name];
      const fn = new ServiceFunction(this, pascalCase(name), {
        name,
        codeFolder: join(codeRoot, name),
        environment: functionEnvironment({
          settings,
          variables: rights.settings,
          clients,
          userPoolId: identity.userPoolId,
        }),
        memoryMb: settings.functionMemoryMb,
        timeoutSeconds: name === 'settle-sessions' ? settings.streamTimeoutSeconds : settings.requestTimeoutSeconds,
        logLevel: settings.logLevel,
        ...logs,
        ...(reservedConcurrency !== undefined && { reservedConcurrency }),
      });
      if (rights.sessions.length > 0) bindTable(fn, storage.sessions, 'SESSIONS_TABLE_NAME', rights.sessions);
      if (rights.vault.length > 0) bindTable(fn, storage.vault, 'VAULT_TABLE_NAME', rights.vault);
      this.functions.set(name, fn);
      return fn;
    };

    const api = new HttpApi(this, 'Api', {
      issuer: identity.issuer,
      clientIds: identity.clients.map((client) => client.clientId),
      functionFor: makeFunction,
      allowedOrigins: settings.allowedOrigins,
      throttle: settings.throttle,
      ...logs,
    });
    new OperatorAlarm(this, 'ApiErrorsAlarm', {
      name: 'api-errors',
      meaning: 'Requests fail on our side: devices cannot check in, and owners cannot sign them out.',
      metric: api.gateway.metricServerError({ period: Duration.minutes(1), statistic: 'sum' }),
      // One a minute is a client's bad luck; more, five minutes long, is a fault.
      above: 5,
      minutes: 5,
      ...(settings.alarmTopicArn !== undefined && { topicArn: settings.alarmTopicArn }),
    });
    new SessionSettlement(this, 'Settlement', {
      fn: makeFunction('settle-sessions'),
      sessions: storage.sessions,
      ...(settings.alarmTopicArn !== undefined && { alarmTopicArn: settings.alarmTopicArn }),
    });

    this.output('ApiUrl', api.gateway.apiEndpoint, 'Base of every call: append /v1/...');
    this.output('ApiId', api.gateway.apiId, 'Id of the HTTP API, by which emulators route');
    this.output('UserPoolId', identity.userPoolId, 'The user pool that accounts sign in at');
    this.output('UserPoolIssuer', identity.issuer, 'Who issues the tokens that the API accepts');
    for (const client of identity.clients) {
      this.output(`${client.name}ClientId`, client.clientId, `App client of "${client.service}"`);
    }
    this.output('SessionsTableName', storage.sessions.tableName, 'Table of accounts, devices, sessions and activity');
    this.output('VaultTableName', storage.vault.tableName, 'Table of refresh tokens');
  }

  /** Client ids are known only once deployed, hence by way of CloudFormation's own joining. */
  private clientsJson(identity: Identity): string {
    const services = identity.clients.map(
      ({ clientId, service, sessionSeconds, sharedSessionSeconds, deviceLimit }) => [
        clientId,
        { service, sessionSeconds, sharedSessionSeconds, ...(deviceLimit !== undefined && { deviceLimit }) },
      ],
    );
    return this.toJsonString(Object.fromEntries(services));
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}

const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
