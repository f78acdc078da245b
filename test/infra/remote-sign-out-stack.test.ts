import { afterAll, describe, expect, test } from '@jest/globals';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageSettings } from '../../infra/config.ts';
import { workerNames } from '../../infra/function-rights.ts';
import type { StageSettings } from '../../infra/stage-settings.ts';
import { makeApp } from '../../infra/make-app.ts';
import { RemoteSignOutStack } from '../../infra/remote-sign-out-stack.ts';
import { type Synthesised, synthesise } from '../../infra/synthesise.ts';
import { dummyCode } from './support/dummy-code.ts';
import { templateSerializer } from './support/template-serializer.ts';

expect.addSnapshotSerializer(templateSerializer);

const { codeRoot, dashboardFolder, outdir, remove } = dummyCode();
const code = { codeRoot, dashboardFolder };
/** Where a firewall for CloudFront can be made. */
const env = { account: '111122223333', region: 'us-east-1' };

const adopting: StageSettings = {
  ...stageSettings('prod'),
  customerManagedKey: true,
  allowedOrigins: ['https://app.example.org'],
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
  email: { from: 'security@example.org', alertsPerDay: 10 },
  push: { fcm: { secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:push/fcm-AbCdEf' } },
  edge: {
    kind: 'new',
    priceClass: 'All',
    domain: {
      name: 'devices.example.org',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
    },
    requestsPerAddress: 10_000,
    webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/firewall/12345678-1234-1234-1234-123456789012',
    keyNumber: 2,
  },
  identity: {
    kind: 'existing',
    userPoolId: 'eu-central-1_AbCdEf123',
    dashboard: {
      clientId: 'web789',
      service: 'Your devices',
      sessionSeconds: 86_400,
      sharedSessionSeconds: 3600,
      tokenRevocation: { checkedOn: '2026-11-22' },
      oauthDomain: 'https://auth.example.org',
    },
    clients: [
      {
        clientId: 'abc123',
        service: 'Shop',
        sessionSeconds: 86_400,
        sharedSessionSeconds: 3600,
        tokenRevocation: { checkedOn: '2026-11-22' },
      },
    ],
  },
};

const stages: [string, StageSettings][] = [
  ['local', stageSettings('local')],
  ['dev', stageSettings('dev')],
  ['dev without an edge, for emulators', stageSettings('dev', { edge: false })],
  ['prod', stageSettings('prod')],
  ['prod with an adopted pool, a key of its own and every option', adopting],
];

const synthesised = stages.map(([title, settings]): [string, Synthesised] => [
  title,
  synthesise({ stage: settings.stage, settings, ...code, outdir: outdir() }),
]);

const resourcesOf = ({ template }: Synthesised, type: string) =>
  Object.entries(template['Resources'] as Record<string, { Type: string }>).filter(([, { Type }]) => Type === type);

describe('the stack', () => {
  afterAll(remove);

  // One a stage; what an edge adds is in its own tests.
  const pictured = synthesised.filter(([title]) => !title.includes('without an edge'));
  test.each(pictured)('%s: looks as it did', (_, { template }) => {
    expect(template).toMatchSnapshot();
  });

  test.each(synthesised)('%s: says everything that a client or an operator needs to know', (_, { template }) => {
    expect(Object.keys(template['Outputs'])).toEqual(
      expect.arrayContaining([
        'ApiUrl',
        'ApiId',
        'UserPoolId',
        'UserPoolIssuer',
        'AppClientId',
        'ConnectionsUrl',
        'EventsTopicArn',
        'IntrospectArn',
        'IntrospectUrl',
        'SessionsTableName',
        'SessionsTableStreamArn',
        'VaultTableName',
      ]),
    );
  });

  test.each(synthesised)('%s: names the queues to redrive, by the functions that work them off', (_, { template }) => {
    const outputs = Object.keys(template['Outputs']);
    const consumers = outputs.filter((name) => name.endsWith('QueueUrl')).map((name) => name.replace('QueueUrl', ''));
    for (const name of [...consumers, 'PublishEvents', 'SettleSessions']) {
      expect(outputs).toContain(`${name}DeadLettersUrl`);
    }
    expect(consumers).toEqual(expect.arrayContaining(['RevokeTokens', 'NotifyConnections']));
  });

  test.each(synthesised)('%s: the stream has the two readers that it may have', (_, assembly) => {
    const sources = resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping').map(
      ([, source]) => source as unknown as { Properties: { StartingPosition?: string } },
    );
    expect(sources.filter(({ Properties }) => Properties.StartingPosition !== undefined)).toHaveLength(2);
  });

  test.each(synthesised)('%s: every alarm has its runbook', (_, assembly) => {
    const alarms = resourcesOf(assembly, 'AWS::CloudWatch::Alarm').map(
      ([, alarm]) => (alarm as unknown as { Properties: { AlarmName: string } }).Properties.AlarmName,
    );
    expect(alarms.length).toBeGreaterThan(6);
    for (const alarm of alarms) {
      const runbook = `docs/runbooks/${alarm.replace(`${assembly.stackName}-`, '')}.md`;
      expect([runbook, existsSync(join(import.meta.dirname, '../..', runbook))]).toEqual([runbook, true]);
    }
  });

  test.each(synthesised)('%s: nothing secret is in the template', (_, { template }) => {
    // What a stage's settings name is an ARN, and that is all that is there.
    expect(JSON.stringify(template).replaceAll(/arn:aws:secretsmanager:[\w:/-]+/g, '')).not.toMatch(
      /PRIVATE KEY|"[^"]*(?:Password|Credential|ClientSecret)[^"]*":"/,
    );
  });

  test('where no push and no mail are configured, nothing of them is there', () => {
    const [, bare] = synthesised.find(([title]) => title === 'prod') ?? [];
    const names = Object.values(bare?.functionNames ?? {});
    expect(names).toContain('revoke-tokens');
    expect(names).not.toContain('notify-device');
    expect(names).not.toContain('provide-push-platforms');
    expect(names).not.toContain('alert-owner');
    expect(Object.keys(bare?.template['Outputs'])).not.toContain('NotifyDeviceQueueUrl');
  });

  test('where they are configured, all of it is', () => {
    const [, whole] = synthesised.find(([, { stackName }]) => stackName === 'remote-sign-out-local') ?? [];
    expect(Object.values(whole?.functionNames ?? {})).toEqual(
      expect.arrayContaining(['notify-device', 'provide-push-platforms', 'alert-owner']),
    );
  });

  const namesOf = (title: string) => {
    const [, assembly] = synthesised.find(([each]) => each === title) ?? [];
    return Object.values(assembly?.functionNames ?? {}).filter((name) => name.startsWith('web-'));
  };

  test('the dashboard has its back end, and a function for its files where no CloudFront serves them', () => {
    const backEnd = ['web-api', 'web-callback', 'web-sign-in', 'web-sign-out'];
    const byLink = ['web-finish-review', 'web-get-review', 'web-unsubscribe'];
    expect(namesOf('prod').toSorted()).toEqual(backEnd);
    expect(namesOf('dev without an edge, for emulators').toSorted()).toEqual([...backEnd, 'web-page'].toSorted());
    expect(namesOf('local').toSorted()).toEqual([...backEnd, ...byLink, 'web-page'].toSorted());
  });

  test('the monthly review is there where there are mails and a dashboard, and nothing of it anywhere else', () => {
    const reviews = ({ template }: Synthesised) => ({
      functions: Object.keys(template['Resources']).filter((id) =>
        /^(PlanReviews|SendReview|NoteMailEvents|Web(Get|Finish)Review|WebUnsubscribe)[0-9A-F]{8}$/.test(id),
      ).length,
      schedules: resourcesOf({ template } as Synthesised, 'AWS::Scheduler::Schedule').length,
      outputs: Object.keys(template['Outputs'])
        .filter((name) => /Review|MailEvents|LinkKey|Reminders/.test(name))
        .toSorted(),
    });
    const whole = {
      functions: 6,
      schedules: 1,
      outputs: [
        'LinkKeyArn',
        'MailEventsTopicArn',
        'NoteMailEventsDeadLettersUrl',
        'NoteMailEventsQueueUrl',
        'PlanReviewsDeadLettersUrl',
        'PlanReviewsQueueUrl',
        'RemindersConfigurationSet',
        'ReviewScheduleDeadLettersUrl',
        'SendReviewDeadLettersUrl',
        'SendReviewQueueUrl',
      ],
    };
    const mailing = synthesised.filter(([, { template }]) => 'WarningsConfigurationSet' in template['Outputs']);
    expect(mailing.map(([title]) => title)).toEqual([
      'local',
      'prod with an adopted pool, a key of its own and every option',
    ]);
    for (const [title, assembly] of synthesised) {
      const expected = mailing.some(([each]) => each === title) ? whole : { functions: 0, schedules: 0, outputs: [] };
      expect([title, reviews(assembly)]).toEqual([title, expected]);
    }
  });

  test('without an edge, for emulators, the review leads to the address of the API', () => {
    const email = { from: 'security@example.org', replyTo: 'help@example.org', alertsPerDay: 1 };
    const settings: StageSettings = { ...stageSettings('dev', { edge: false }), email };
    const assembly = synthesise({ stage: 'dev', settings, ...code, outdir: outdir() });
    const [, fn] = resourcesOf(assembly, 'AWS::Lambda::Function').find(([id]) => id.startsWith('SendReview')) ?? [];
    const { Environment } = (fn as unknown as { Properties: { Environment: { Variables: object } } }).Properties;
    expect(Environment.Variables).toMatchObject({
      DASHBOARD_URL: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'ApiEndpoint'] }, '/']] },
      MAIL_FROM: 'security@example.org',
      MAIL_REPLY_TO: 'help@example.org',
    });
    expect(resourcesOf(assembly, 'AWS::Scheduler::Schedule')).toHaveLength(1);
  });

  test('what emulators lack is not in the template without an edge', () => {
    const [, assembly] = synthesised.find(([title]) => title === 'dev without an edge, for emulators') ?? [];
    const types = Object.values((assembly?.template['Resources'] ?? {}) as Record<string, { Type: string }>);
    expect(types.filter(({ Type }) => /CloudFront|WAFv2|S3|CDKBucketDeployment|EdgeKey/.test(Type))).toEqual([]);
  });

  test('an adopted pool may have no dashboard: then nothing of it is there, and CloudFront stands before the API', () => {
    if (adopting.identity.kind !== 'existing') throw new Error('no adopted pool');
    const { dashboard: _dashboard, ...identity } = adopting.identity;
    const settings: StageSettings = {
      ...adopting,
      identity,
      email: { from: 'security@example.org', dashboardUrl: 'https://my.example.org/', alertsPerDay: 1 },
    };
    const bare = synthesise({ stage: 'prod', settings, ...code, outdir: outdir() });
    expect(Object.values(bare.functionNames).filter((name) => name.startsWith('web-'))).toEqual([]);
    expect(Object.keys(bare.template['Outputs'])).not.toContain('DashboardUrl');
    expect(JSON.stringify(bare.template)).not.toMatch(/WebSessions|BucketDeployment/);
    expect(JSON.stringify(bare.template)).toContain('AWS::CloudFront::Distribution');
    expect(JSON.stringify(bare.template)).toContain('"DASHBOARD_URL":"https://my.example.org/"');
    // Its mails have nowhere to lead to; warnings go out all the same, and are stopped and counted as anywhere.
    const names = Object.values(bare.functionNames);
    expect(names).toContain('alert-owner');
    expect(names.filter((name) => workerNames.some((worker) => worker === name))).toEqual([]);
    expect(JSON.stringify(bare.template)).not.toMatch(/Scheduler|LinkKey|Reminders/);
    expect(Object.keys(bare.template['Outputs'])).toContain('WarningsConfigurationSet');
  });

  test.each<[string, StageSettings, string]>([
    [
      'there is a dashboard and mails should lead elsewhere',
      { ...adopting, email: { from: 'a@example.org', dashboardUrl: 'https://my.example.org/', alertsPerDay: 1 } },
      'leave out email.dashboardUrl',
    ],
    [
      'there is none and nothing says where mails lead',
      {
        ...adopting,
        identity: {
          kind: 'existing',
          userPoolId: 'eu-central-1_AbCdEf123',
          clients: adopting.identity.clients as never,
        },
      },
      'say in email.dashboardUrl where they lead',
    ],
  ])('a stage is not deployed where %s', (_, settings, message) => {
    expect(() => synthesise({ stage: 'prod', settings, ...code, outdir: outdir() })).toThrow(message);
  });

  test('mails lead to the dashboard of the stage', () => {
    const [, whole] = synthesised.find(([, each]) => each.stackName === 'remote-sign-out-local') ?? [];
    expect(JSON.stringify(whole?.template)).toMatch(/"DASHBOARD_URL":\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["ApiGateway/);
  });

  test('a stage that mails from what is no address is not deployed', () => {
    const settings = { ...adopting, email: { from: 'Security', alertsPerDay: 1 } };
    expect(() => synthesise({ stage: 'prod', settings, ...code, outdir: outdir() })).toThrow(
      '"Security" is no address to send from',
    );
  });

  test.each(synthesised)('%s: each function’s code is found by its logical id', (_, assembly) => {
    const functions = resourcesOf(assembly, 'AWS::Lambda::Function')
      .map(([logicalId]) => logicalId)
      // CDK's own: they copy the dashboard's files into their bucket, and empty it when the stack goes.
      .filter((logicalId) => !logicalId.startsWith('CustomCDKBucketDeployment') && !logicalId.startsWith('CustomS3'));
    expect(Object.keys(assembly.codeFolders).toSorted()).toEqual(functions.toSorted());
    expect(Object.values(assembly.codeFolders)).toContain(join(codeRoot, 'check-in'));
  });

  test.each(stages)('%s: cdk-nag finds nothing that is not answered', (_, settings) => {
    const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(findings(new RemoteSignOutStack(app, 'checked', { settings, ...code, env }))).toEqual([]);
  });

  // One stage stands for the others: it has every kind of resource but a pool, and the rules take seconds to load.
  test('CloudFormation’s own rules find nothing', () => {
    const app = makeApp({ outdir: outdir() });
    expect(findings(new RemoteSignOutStack(app, 'checked', { settings: adopting, ...code }))).toEqual([]);
  }, 120_000);

  test('production cannot be deleted by mistake', () => {
    const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false });
    const settings = stageSettings('prod');
    expect(new RemoteSignOutStack(app, 'prod', { settings, ...code }).terminationProtection).toBe(true);
  });
});

/** What the plugins have to say, warnings included. */
const findings = (stack: RemoteSignOutStack): unknown[] => {
  const { directory } = (stack.node.root as App).synth();
  const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return (report as { pluginReports: unknown[] }).pluginReports;
};
