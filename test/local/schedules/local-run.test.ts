import { afterEach, expect, test } from '@jest/globals';
import { DeleteMessageCommand, DeleteQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { type MessagingFixture, startMessagingFixture } from '../fixture/messaging.ts';
import { reviewBuild } from '../fixture/reviews.ts';
import { until } from '../fixture/table.ts';

let run: MessagingFixture | undefined;
afterEach(() => run?.close());

/** A local time some seconds from now, as `at(…)` takes it. */
const soon = (seconds: number): string => `at(${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)})`;

const start = (schedule: Record<string, unknown>) =>
  startMessagingFixture({}, { build: reviewBuild('/tmp', { ScheduleExpressionTimezone: 'UTC', ...schedule }) });

test('when its time comes, the queue of the stack gets the input, and a restart does not send it again', async () => {
  run = await start({ ScheduleExpression: soon(6) });
  const { sqs, fixture } = run;
  const QueueUrl = fixture.local.outputs['OtherUrl'];
  const bodies: (string | undefined)[] = [];
  const look = async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  };
  await until(async () => look().then(() => bodies.length > 0));
  await fixture.restart();
  await look();
  expect(bodies).toEqual(['{"kind":"run"}']);
});

test('what its queue does not take lies in the dead letters', async () => {
  const trouble: string[] = [];
  const Target = {
    Arn: { 'Fn::GetAtt': ['Other', 'Arn'] },
    Input: '{"kind":"run"}',
    RetryPolicy: { MaximumRetryAttempts: 1 },
    DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
  };
  const build = reviewBuild('/tmp', { ScheduleExpressionTimezone: 'UTC', ScheduleExpression: soon(6), Target });
  run = await startMessagingFixture({}, { build, onTrouble: (message) => trouble.push(message) });
  const { sqs, fixture } = run;
  await sqs.send(new DeleteQueueCommand({ QueueUrl: fixture.local.outputs['OtherUrl'] }));
  const letters: unknown[] = [];
  await until(async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: fixture.local.outputs['DeadUrl'],
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 1,
      }),
    );
    letters.push(
      ...Messages.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.['ERROR_CODE']?.StringValue]),
    );
    return letters.length > 0;
  });
  expect(letters).toEqual([['{"kind":"run"}', 'QueueDoesNotExist']]);
  expect(trouble.at(-1)).toMatch(/^Daily: the run of .* was given up/);
});
