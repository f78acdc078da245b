import { afterAll, describe, expect, test } from '@jest/globals';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readFileSync } from 'node:fs';
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
        'SessionsTableName',
        'VaultTableName',
      ]),
    );
  });

  test.each(synthesised)('%s: one reader is left free on the stream, of the two that it may have', (_, assembly) => {
    expect(resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping')).toHaveLength(1);
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
