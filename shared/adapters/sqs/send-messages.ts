import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

/** As many as SQS takes at a time. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const batchMax = 10;

/** Puts messages into a queue, as JSON. */
export type SendMessages<Message> = (messages: readonly Message[]) => Promise<void>;

/** @throws where the queue did not take all of them; some may be in it then */
export const sqsSendMessages = <Message>(queueUrl: string): SendMessages<Message> => {
  const client = new SQSClient({ maxAttempts: 5 });

  const sendBatch = async (messages: readonly Message[]): Promise<void> => {
    const Entries = messages.map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`the queue did not take ${Failed.length} of ${messages.length} messages`);
  };

  return async (messages) => {
    const batches = Array.from({ length: Math.ceil(messages.length / batchMax) }, (_, index) =>
      messages.slice(index * batchMax, (index + 1) * batchMax),
    );
    await Promise.all(batches.map(sendBatch));
  };
};
