import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Lets a message of the queue come again after so many whole seconds, at least 1. */
export type PostponeMessage = (receiptHandle: string, seconds: number) => Promise<void>;

export const sqsPostponeMessage = (queueUrl: string): PostponeMessage => {
  const client = new SQSClient({});
  return async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
};
