import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { AwsSettings } from '../runtime/aws-settings.ts';
import type { QueueSpec } from '../template/stack.ts';

/** The calls that the local run itself makes to SQS. */
export interface SqsClient {
  /** Make the queue when it is missing, and give it the attributes of the template; its messages stay. */
  ensureQueue(queue: QueueSpec): Promise<string>;
  send(queueUrl: string, body: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  /** Wait for messages, for 20 seconds at most. */
  receive(queueUrl: string, options: ReceiveOptions): Promise<Message[]>;
  remove(queueUrl: string, messages: readonly Message[]): Promise<void>;
  close(): void;
}

export interface ReceiveOptions {
  countMax: number;
  waitMs: number;
  signal: AbortSignal;
}

/** Of one call. */
const messagesMax = 10;
const waitSecondsMax = 20;

export function makeSqsClient(endpoint: string, aws: AwsSettings): SqsClient {
  // Emulators name their queues by hosts that only they can resolve.
  const client = new SQSClient({ ...aws, endpoint, useQueueUrlAsEndpoint: false });

  return {
    async ensureQueue({ name, attributes }) {
      // Named without attributes: with others than it has, an existing queue would be refused.
      const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
      return QueueUrl;
    },
    async send(QueueUrl, MessageBody, attributes = {}) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      );
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
    },
    async receive(QueueUrl, { countMax, waitMs, signal }) {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(countMax, messagesMax),
        WaitTimeSeconds: Math.min(Math.ceil(waitMs / 1000), waitSecondsMax),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      });
      return (await client.send(command, { abortSignal: signal })).Messages ?? [];
    },
    async remove(QueueUrl, messages) {
      for (let at = 0; at < messages.length; at += messagesMax) {
        const Entries = messages
          .slice(at, at + messagesMax)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
    },
    close: () => client.destroy(),
  };
}
