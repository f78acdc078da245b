import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { randomUUID } from 'node:crypto';

/** A message as it waits in a queue. */
export interface Message {
  id: string;
  body: string;
  /** How often it has been given out. */
  receives: number;
}

export const messageOf = (body: unknown): Message => ({
  id: randomUUID(),
  body: typeof body === 'string' ? body : JSON.stringify(body),
  receives: 0,
});

/** What SQS gives a function: the messages are given out once more by it. */
export const queueEvent = (messages: readonly Message[]): SQSEvent => ({
  Records: messages.map((message): SQSRecord => {
    message.receives++;
    return {
      messageId: message.id,
      receiptHandle: `receipt-of-${message.id}`,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receives),
        SentTimestamp: '0',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:test',
      awsRegion: 'us-east-1',
    };
  }),
});
