import { afterAll, describe, expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SessionEventsStack } from '../../examples/session-events/session-events-stack.ts';
import { makeApp } from '../../infra/make-app.ts';
import { sessionEndings } from '../../shared/contracts/event-names.ts';
import { dummyCode } from './support/dummy-code.ts';

const root = join(import.meta.dirname, '../..');
const { outdir, remove } = dummyCode();
const eventsTopicArn = 'arn:aws:sns:eu-central-1:111122223333:remote-sign-out-prod-security-events';

const synthesised = (options: { builtinCloudFormationValidation?: boolean } = {}) => {
  const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false, ...options });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new SessionEventsStack(app, 'events', { eventsTopicArn });
  return { stack, directory: app.synth().directory };
};

describe('the example of a subscriber: its stack', () => {
  afterAll(remove);

  test('cdk-nag and CloudFormation’s own rules find nothing that is not answered', () => {
    const { directory } = synthesised({ builtinCloudFormationValidation: true });
    const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    expect((report as { pluginReports: unknown[] }).pluginReports).toEqual([]);
  });

  test('subscribes to every way in which a session ends, with dead letters on both sides of the queue', () => {
    const template = Template.fromStack(synthesised().stack);
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: eventsTopicArn,
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicy: { eventType: [...sessionEndings, 'others-signed-out', 'everywhere-signed-out'] },
      RedrivePolicy: { deadLetterTargetArn: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: Match.anyValue(), maxReceiveCount: 5 },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('lets the topic send to its queue, and no other topic', () => {
    Template.fromStack(synthesised().stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sqs:SendMessage',
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': eventsTopicArn } },
          }),
        ]),
      },
    });
  });
});

interface Example {
  makeHandler: (kept: object) => (batch: object) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;
}

describe('the example of a subscriber: its function', () => {
  /** The examples of the documentation are what it is given. */
  const documented = [
    ...readFileSync(join(root, 'docs/security-events.md'), 'utf8').matchAll(/```json\n([\s\S]*?)```/g),
  ].map(([, json]) => String(json));

  const work = async (bodies: string[], fails: string[] = []) => {
    const { makeHandler } = (await import(join(root, 'examples/session-events/end-sessions/index.mjs'))) as Example;
    const done: unknown[][] = [];
    const kept = {
      end: async (...given: unknown[]) => {
        if (fails.includes(String(given[0]))) throw new Error('the database is away');
        done.push(['end', ...given]);
      },
      endAll: async (...given: unknown[]) => void done.push(['endAll', ...given]),
    };
    const Records = bodies.map((body, index) => ({ messageId: `message-${index}`, body }));
    const answer = await makeHandler(kept)({ Records });
    return { done, failures: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
  };

  test('ends what the documented events say has ended, and passes over the others', async () => {
    expect(await work(documented)).toEqual({
      done: [
        ['end', 'ses_01kaz4m2pa3b5c7d9e1f2g4h6j'],
        [
          'endAll',
          'c2e5a4f4-1051-70b1-5e3a-2f6d9a1b7c44',
          { authenticatedUntil: 1_795_374_119, except: 'dev_01k9x2c4v6b8n0m1q3w5e7r9ty' },
        ],
      ],
      failures: [],
    });
  });

  test('what fails comes again alone, and so does what cannot be read', async () => {
    const bodies = [...documented, 'not JSON', '{}'];
    const { failures } = await work(bodies, ['ses_01kaz4m2pa3b5c7d9e1f2g4h6j']);
    expect(failures).toEqual(['message-0', `message-${bodies.length - 2}`, `message-${bodies.length - 1}`]);
  });

  test('a type that is not known yet is no failure', async () => {
    const [first = ''] = documented;
    expect(await work([first.replace('"session-signed-out"', '"session-paused"')])).toEqual({ done: [], failures: [] });
  });
});
