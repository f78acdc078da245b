import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { System } from './start-system.ts';

/** A queue of the bench's own behind a topic of the product. */
export interface Subscriber {
  /** The bodies of up to ten messages that have come, after waiting for so many seconds at most. */
  take(waitSeconds: number): Promise<string[]>;
  close(): void;
}

/** Listens to a topic, beside the product; messages come without SNS's envelope. */
export const subscribeQueue = async (system: System, topicArn: string | undefined): Promise<Subscriber> => {
  const aws = {
    region: system.outputs['Region'] ?? 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const sqs = new SQSClient({ ...aws, endpoint: system.outputs['SqsEndpoint'] ?? '', useQueueUrlAsEndpoint: false });
  const sns = new SNSClient({ ...aws, endpoint: system.outputs['SnsEndpoint'] ?? '' });
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench-subscriber' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn ?? '',
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return {
    async take(WaitTimeSeconds) {
      const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds });
      const { Messages = [] } = await sqs.send(ask);
      if (Messages.length === 0) return [];
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return Messages.map(({ Body = '' }) => Body);
    },
    close() {
      sqs.destroy();
      sns.destroy();
    },
  };
};
