import { afterAll, describe, expect, test } from '@jest/globals';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageSettings } from '../../infra/config.ts';
import type { StageSettings } from '../../infra/stage-settings.ts';
import { makeApp } from '../../infra/make-app.ts';
import { RemoteSignOutStack } from '../../infra/remote-sign-out-stack.ts';
import { type Synthesised, synthesise } from '../../infra/synthesise.ts';
import { dummyCode } from './support/dummy-code.ts';

const { codeRoot, outdir, remove } = dummyCode();

const adopting: StageSettings = {
  ...stageSettings('prod'),
  customerManagedKey: true,
  allowedOrigins: ['https://app.example.org'],
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
  email: { from: 'security@example.org', dashboardUrl: 'https://devices.example.org/', alertsPerDay: 10 },
  push: { fcm: { secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:push/fcm-AbCdEf' } },
  identity: {
    kind: 'existing',
    userPoolId: 'eu-central-1_AbCdEf123',
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
  ['prod', stageSettings('prod')],
  ['prod with an adopted pool, a key of its own and every option', adopting],
];

const synthesised = stages.map(([title, settings]): [string, Synthesised] => [
  title,
  synthesise({ stage: settings.stage, settings, codeRoot, outdir: outdir() }),
]);

const resourcesOf = ({ template }: Synthesised, type: string) =>
  Object.entries(template['Resources'] as Record<string, { Type: string }>).filter(([, { Type }]) => Type === type);

describe('the stack', () => {
  afterAll(remove);

  test.each(synthesised)('%s: looks as it did', (_, { template }) => {
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

  test('a stage that mails from what is no address is not deployed', () => {
    const settings = { ...adopting, email: { from: 'Security', dashboardUrl: 'https://x.example/', alertsPerDay: 1 } };
    expect(() => synthesise({ stage: 'prod', settings, codeRoot, outdir: outdir() })).toThrow(
      '"Security" is no address to send from',
    );
  });

  test.each(synthesised)('%s: each function’s code is found by its logical id', (_, assembly) => {
    const functions = resourcesOf(assembly, 'AWS::Lambda::Function').map(([logicalId]) => logicalId);
    expect(Object.keys(assembly.codeFolders).toSorted()).toEqual(functions.toSorted());
    expect(Object.values(assembly.codeFolders)).toContain(join(codeRoot, 'check-in'));
  });

  test.each(stages)('%s: cdk-nag finds nothing that is not answered', (_, settings) => {
    const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(findings(new RemoteSignOutStack(app, 'checked', { settings, codeRoot }))).toEqual([]);
  });

  // One stage stands for the others: it has every kind of resource but a pool, and the rules take seconds to load.
  test('CloudFormation’s own rules find nothing', () => {
    const app = makeApp({ outdir: outdir() });
    expect(findings(new RemoteSignOutStack(app, 'checked', { settings: adopting, codeRoot }))).toEqual([]);
  }, 120_000);

  test('production cannot be deleted by mistake', () => {
    const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false });
    const settings = stageSettings('prod');
    expect(new RemoteSignOutStack(app, 'prod', { settings, codeRoot }).terminationProtection).toBe(true);
  });
});

/** What the plugins have to say, warnings included. */
const findings = (stack: RemoteSignOutStack): unknown[] => {
  const { directory } = (stack.node.root as App).synth();
  const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return (report as { pluginReports: unknown[] }).pluginReports;
};
