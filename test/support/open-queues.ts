import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { deadLetters, isStreamReader, outputsOf } from '../../local/redrive/dead-letters.ts';
import type { Consumer, DeadLetters } from '../../local/redrive/dead-letters.ts';
import type { LocalRun } from './local-run.ts';

/** The queues of a local run, seen from outside. */
export const openQueues = ({ local }: Pick<LocalRun, 'local'>) => {
  const { SqsEndpoint: endpoint = '', Region: region = '' } = local.outputs;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const url = (name: string): string => {
    const found = local.outputs[name];
    if (found === undefined) throw new Error(`there is no output ${name}`);
    return found;
  };
  const count = async (QueueUrl: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
    const { Attributes = {} } = await sqs.send(ask);
    return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  };
  const counts = async (of: (name: DeadLetters) => string | undefined) => {
    const found: Partial<Record<DeadLetters, number>> = {};
    for (const name of deadLetters) {
      const queue = of(name);
      if (queue !== undefined) found[name] = await count(url(queue));
    }
    return found;
  };
  return {
    /** How much each consumer still has to do, and how much was given up on by each; those with nothing are left out. */
    waiting: async () => some(await counts((name) => (isStreamReader(name) ? undefined : outputsOf(name).queue))),
    givenUp: async () => some(await counts((name) => outputsOf(name).letters)),
    send: async (name: Consumer, MessageBody: string) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: url(outputsOf(name).queue), MessageBody }));
    },
    /** From now on a message is given up on after so many attempts. */
    giveUpAfter: async (name: Consumer, attempts: number) => {
      const QueueUrl = url(outputsOf(name).queue);
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
      );
      const policy = JSON.parse(Attributes.RedrivePolicy ?? '{}') as object;
      const RedrivePolicy = JSON.stringify({ ...policy, maxReceiveCount: attempts });
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    },
    /** Those that lie there now; they can be read again after a second. */
    letters: async (name: DeadLetters): Promise<string[]> => {
      const QueueUrl = url(outputsOf(name).letters);
      const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1 });
      return ((await sqs.send(ask)).Messages ?? []).map(({ Body = '' }) => Body);
    },
    close: () => sqs.destroy(),
  };
};

const some = (counts: Partial<Record<DeadLetters, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
