import { CfnOutput, Duration, type Environment, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { routes } from '../shared/contracts/routes.ts';
import { type WebRouteName, webRoutes } from '../shared/contracts/web-routes.ts';
import { addEdge } from './add-edge.ts';
import { consumedEvents } from './consumed-events.ts';
import { AdoptedUserPool } from './constructs/adopted-user-pool.ts';
import { Connections } from './constructs/connections.ts';
import { EventConsumer } from './constructs/event-consumer.ts';
import { EventOutbox } from './constructs/event-outbox.ts';
import { HttpApi } from './constructs/http-api.ts';
import { EdgeKey } from './constructs/edge-key.ts';
import type { Identity, IdentityClient } from './constructs/identity.ts';
import { NewUserPool } from './constructs/new-user-pool.ts';
import { OperatorAlarm } from './constructs/operator-alarm.ts';
import { OutgoingMail } from './constructs/outgoing-mail.ts';
import { PushPlatforms } from './constructs/push-platforms.ts';
import type { QueueWorker } from './constructs/queue-worker.ts';
import { SecurityEvents } from './constructs/security-events.ts';
import { SessionSettlement } from './constructs/session-settlement.ts';
import { Storage } from './constructs/storage.ts';
import { dashboardValues } from './dashboard-values.ts';
import type { KnownValues } from './function-environment.ts';
import { functionMaker } from './function-maker.ts';
import { type ConsumerName, type FunctionName, functionRights, type WorkerName } from './function-rights.ts';
import { pascalCase } from './pascal-case.ts';
import { makeReviews } from './reviews.ts';
import { stackParts } from './stack-parts.ts';
import type { StageSettings } from './stage-settings.ts';

export interface RemoteSignOutStackProps {
  settings: StageSettings;
  /** Holds a folder with the bundle of each function. */
  codeRoot: string;
  /** Holds the built dashboard. */
  dashboardFolder: string;
  env?: Environment;
}

/** The whole product of one stage. */
export class RemoteSignOutStack extends Stack {
  readonly functions = new Map<FunctionName, LambdaFunction>();

  constructor(scope: Construct, id: string, props: RemoteSignOutStackProps) {
    const { settings, codeRoot, dashboardFolder, env } = props;
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
    const alarms = settings.alarmTopicArn === undefined ? {} : { alarmTopicArn: settings.alarmTopicArn };

    const identity: Identity =
      settings.identity.kind === 'new'
        ? new NewUserPool(this, 'Identity', { ...settings.identity, protect })
        : new AdoptedUserPool(this, 'Identity', settings.identity);
    const withDashboard = settings.identity.dashboard !== undefined;
    const storage = new Storage(this, 'Storage', {
      protect,
      customerManagedKey: settings.customerManagedKey,
      dashboard: withDashboard,
    });
    const { sessions } = storage;
    const events = new SecurityEvents(this, 'Events');
    const connections = new Connections(this, 'Connections', {
      throttle: settings.connectionThrottle,
      apiGatewayLogRole: settings.apiGatewayLogRole,
      ...logs,
    });
    const api = new HttpApi(this, 'Api', {
      allowedOrigins: settings.allowedOrigins,
      throttle: settings.throttle,
      ...logs,
    });
    const { apiEndpoint } = api.gateway;
    const edgeKey =
      settings.edge?.kind === 'new' ? new EdgeKey(this, 'EdgeKey', { number: settings.edge.keyNumber }) : undefined;

    const mail = settings.email && new OutgoingMail(this, 'Mail', alarms);
    // Its mails lead to a page of the dashboard.
    const reviews = mail && withDashboard ? makeReviews(this, { settings, mail, ...alarms }) : undefined;

    const making = {
      scope: this,
      settings,
      codeRoot,
      storage,
      parts: stackParts({
        stack: this,
        settings,
        userPoolArn: identity.userPoolArn,
        topicArn: events.topic.topicArn,
        connections,
        edgeKeyArn: edgeKey?.secretArn,
        sessions,
        mail,
        reviews,
      }),
      logs,
      onMade: (name: FunctionName, fn: LambdaFunction) => this.functions.set(name, fn),
    };
    // In this order each knows the address of the one before: API, edge, dashboard, clients, functions, routes.
    const edge = addEdge(this, {
      settings,
      apiEndpoint,
      dashboardFolder: withDashboard ? dashboardFolder : undefined,
      key: edgeKey,
      makeFunction: functionMaker({ ...making, values: {} }),
      protect,
      logRetention: logs.logRetention,
    });
    const dashboard = identity.addDashboard(edge.origin);
    const clients = [...identity.clients, ...(dashboard === undefined ? [] : [dashboard])];
    const makeFunction = functionMaker({
      ...making,
      values: {
        API_URL: apiEndpoint,
        CLIENTS: this.clientsJson(clients),
        CONNECTIONS_URL: connections.url,
        USER_POOL_ID: identity.userPoolId,
        USER_POOL_ISSUER: identity.issuer,
        ...(edge.keySha256 !== undefined && { EDGE_KEY_SHA256: edge.keySha256 }),
        ...dashboardValues(settings, edge.origin, dashboard),
      },
    });
    api.addApiRoutes({
      issuer: identity.issuer,
      clientIds: clients.map((client) => client.clientId),
      functionFor: makeFunction,
    });
    if (dashboard !== undefined) {
      const here = (name: WebRouteName): boolean =>
        (webRoutes[name].when === 'always' || !edge.servesFiles) &&
        // What is there for the links of e-mails alone.
        (functionRights[name].others?.linkKey === undefined || reviews !== undefined);
      api.addWebRoutes((name) => (here(name) ? makeFunction(name) : undefined));
    }
    new OperatorAlarm(this, 'ApiErrorsAlarm', {
      name: 'api-errors',
      meaning: 'Requests fail on our side: devices cannot check in, and owners cannot sign them out.',
      metric: api.gateway.metricServerError({ period: Duration.minutes(1), statistic: 'sum' }),
      // One a minute is a client's bad luck; more, five minutes long, is a fault.
      rings: { above: 5 },
      lasting: Duration.minutes(5),
      ...(settings.alarmTopicArn !== undefined && { topicArn: settings.alarmTopicArn }),
    });
    connections.route({
      open: makeFunction('open-connection'),
      answer: makeFunction('answer-connection'),
      close: makeFunction('close-connection'),
    });

    const settlement = new SessionSettlement(this, 'Settlement', {
      fn: makeFunction('settle-sessions'),
      sessions,
      ...alarms,
    });
    const publisher = makeFunction('publish-events', { EVENTS_ISSUER: apiEndpoint });
    const outbox = new EventOutbox(this, 'Outbox', { fn: publisher, sessions, ...alarms });
    events.publishedOnlyBy(publisher);

    const consume = (name: ConsumerName, values?: KnownValues): void => {
      const consumer = new EventConsumer(this, `${pascalCase(name)}Events`, {
        name,
        fn: makeFunction(name, values),
        topic: events.topic,
        settings: settings.consumers[name],
        ...consumedEvents[name],
        ...alarms,
      });
      this.outputQueues(name, consumer);
    };
    consume('revoke-tokens');
    consume('notify-connections');
    if (settings.push !== undefined) {
      const platforms = new PushPlatforms(this, 'Push', {
        fn: makeFunction('provide-push-platforms'),
        push: settings.push,
      });
      consume('notify-device', { PUSH_PLATFORMS: platforms.applications });
    }
    if (settings.email !== undefined) consume('alert-owner');
    if (mail !== undefined) {
      this.output('WarningsConfigurationSet', mail.warnings.configurationSetName, 'How SES is to send warnings');
    }
    if (reviews !== undefined) {
      const { linkKey, monthly, reminders } = reviews;
      const mailEvents = reviews.startWith(makeFunction);
      this.outputQueues('plan-reviews', monthly.plan);
      this.outputQueues('send-review', monthly.send);
      this.outputQueues('note-mail-events', mailEvents);
      this.output('ReviewScheduleDeadLettersUrl', monthly.deadLetters.queueUrl, 'Runs that did not get into the queue');
      this.output('RemindersConfigurationSet', reminders.configurationSetName, 'How SES is to send reminders');
      this.output('MailEventsTopicArn', mailEvents.topic.topicArn, 'Topic of what SES says became of mails');
      this.output('LinkKeyArn', linkKey.secretArn, 'Secret that the links in e-mails are signed with');
    }

    this.output('ApiUrl', edge.apiUrl, 'Base of every call: append /v1/...');
    if (dashboard !== undefined) {
      this.output('DashboardUrl', `${edge.origin}/`, 'Where owners see their devices');
      this.output(
        'DashboardCallbackUrl',
        `${edge.origin}${webRoutes['web-callback'].paths[0]}`,
        'Where the sign-in pages send the browser back to',
      );
    }
    this.output('ApiId', api.gateway.apiId, 'Id of the HTTP API, by which emulators route');
    this.output(
      'IntrospectUrl',
      `${apiEndpoint}${routes.introspect.path}`,
      'Where services ask whether a token counts; past CloudFront, which would break their signature',
    );
    this.output(
      'IntrospectArn',
      api.gateway.arnForExecuteApi(routes.introspect.method, routes.introspect.path, '$default'),
      'Services that ask whether a token counts need execute-api:Invoke on it',
    );
    this.output('ConnectionsUrl', connections.url, 'Where devices connect, with a ticket');
    this.output('EventsTopicArn', events.topic.topicArn, 'Topic of all security events, to subscribe to');
    this.output('UserPoolId', identity.userPoolId, 'The user pool that accounts sign in at');
    this.output('UserPoolIssuer', identity.issuer, 'Who issues the tokens that the API accepts');
    for (const client of clients) {
      this.output(`${client.name}ClientId`, client.clientId, `App client of "${client.service}"`);
    }
    this.output('SessionsTableName', sessions.tableName, 'Table of accounts, devices, sessions and activity');
    this.output('SessionsTableStreamArn', sessions.tableStreamArn ?? '', 'Its stream, kept for 24 hours');
    this.output('VaultTableName', storage.vault.tableName, 'Table of refresh tokens');
    if (storage.webSessions !== undefined) {
      this.output('WebSessionsTableName', storage.webSessions.tableName, 'Table of browsers at the dashboard');
    }
    this.output('PublishEventsDeadLettersUrl', outbox.deadLetters.queueUrl, 'What publish-events has given up on');
    this.output(
      'SettleSessionsDeadLettersUrl',
      settlement.deadLetters.queueUrl,
      'What settle-sessions has given up on',
    );
  }

  /** Client ids are known only once deployed, hence by way of CloudFormation's own joining. */
  private clientsJson(clients: readonly IdentityClient[]): string {
    const services = clients.map(({ clientId, service, sessionSeconds, sharedSessionSeconds, deviceLimit }) => [
      clientId,
      { service, sessionSeconds, sharedSessionSeconds, ...(deviceLimit !== undefined && { deviceLimit }) },
    ]);
    return this.toJsonString(Object.fromEntries(services));
  }

  private outputQueues(name: ConsumerName | WorkerName, { queue, deadLetters }: QueueWorker): void {
    this.output(`${pascalCase(name)}QueueUrl`, queue.queueUrl, `Queue of ${name}`);
    this.output(`${pascalCase(name)}DeadLettersUrl`, deadLetters.queueUrl, `What ${name} has given up on`);
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
