import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Message, MessageAttributeValue, SQSClient } from '@aws-sdk/client-sqs';

/** A message in a dead-letter queue. */
export interface Letter {
  body: string;
  attributes: Record<string, MessageAttributeValue>;
  /** Puts it into a queue, and only then takes it out of this one: nothing can be lost in between. */
  moveTo: (queueUrl: string) => Promise<void>;
  remove: () => Promise<void>;
}

export interface LetterBox {
  count: () => Promise<number>;
  /**
   * Each letter that lies there now, once. Letters that come in meanwhile are left: they may be the same ones, given
   * up on again. What is not moved or removed is there again when this ends.
   */
  take: (most: number) => AsyncGenerator<Letter>;
}

/** Longer than anything that is done with a letter takes. */
const hiddenSeconds = 120;

/** The dead-letter queue at this address. */
export const letterBox = (sqs: SQSClient, queueUrl: string): LetterBox => {
  const place = { QueueUrl: queueUrl };

  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...place,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp'],
        VisibilityTimeout: hiddenSeconds,
        // All of SQS's servers are asked so, and not only some of them.
        WaitTimeSeconds: 1,
      }),
    );
    return Messages;
  };

  return {
    async count() {
      const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const ask = new GetQueueAttributesCommand({ ...place, AttributeNames: [...names] });
      const { Attributes = {} } = await sqs.send(ask);
      return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    },

    async *take(most) {
      const started = Date.now();
      const held = new Set<string>();
      try {
        for (let taken = 0; taken < most;) {
          const messages = await receive();
          if (messages.length === 0) return;
          for (const message of messages) held.add(message.ReceiptHandle ?? '');
          for (const { Body = '', MessageAttributes = {}, Attributes = {}, ReceiptHandle = '' } of messages) {
            if (taken === most || Number(Attributes.SentTimestamp) >= started) continue;
            taken++;
            const remove = async (): Promise<void> => {
              await sqs.send(new DeleteMessageCommand({ ...place, ReceiptHandle }));
              held.delete(ReceiptHandle);
            };
            yield {
              body: Body,
              attributes: MessageAttributes,
              remove,
              async moveTo(target) {
                await sqs.send(new SendMessageCommand({ QueueUrl: target, MessageBody: Body, MessageAttributes }));
                await remove();
              },
            };
          }
        }
      } finally {
        // Not 0: the local run's SQS hides a message for good then.
        const release = { ...place, VisibilityTimeout: 1 };
        for (const ReceiptHandle of held) {
          await sqs.send(new ChangeMessageVisibilityCommand({ ...release, ReceiptHandle })).catch(() => {});
        }
      }
    },
  };
};
