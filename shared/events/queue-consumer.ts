import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Log } from '../observability/logger.ts';

export interface ConsumerDeps {
  log: Log;
  /** Lets the message come again after so many whole seconds, at least 1. */
  postpone: (receiptHandle: string, seconds: number) => Promise<void>;
}

export interface Consumed<Schema extends z.ZodMiniType> {
  /** What a message is. */
  schema: Schema;
  /** `again`: nothing failed, but the message has to come once more. */
  handle: (message: z.infer<Schema>, context: Clock) => Promise<void | 'done' | 'again'>;
  /** What the log may call a message. */
  idOf?: (message: z.infer<Schema>) => string;
  /** Beside the log: a message that failed, whatever of it is to come. */
  failed?: () => void;
}

type Clock = Pick<Context, 'getRemainingTimeInMillis'>;

/** Where nobody says how long the function has. */
const unhurried: Clock = { getRemainingTimeInMillis: () => Infinity };

/** In seconds: a part that is down for minutes is not asked more often than this. */
const pauseMax = 180;

/**
 * A function behind a queue. Each message is handled by itself: what fails comes again, later each time, and ends in
 * the dead-letter queue; the others are done. Messages come at least once and in any order, so `handle` must bear to be
 * repeated.
 *
 * A message of an unknown kind or version is refused, not skipped: this code may be older than what sent it.
 */
export const queueConsumer =
  <Schema extends z.ZodMiniType>({ log, postpone }: ConsumerDeps, { schema, handle, idOf, failed }: Consumed<Schema>) =>
  async ({ Records }: SQSEvent, context: Clock = unhurried): Promise<SQSBatchResponse> => {
    const consume = async (record: SQSRecord): Promise<boolean> => {
      const message = parse(schema, record.body);
      if (message === undefined) {
        log.error('RSO_MESSAGE_UNKNOWN', { messageId: record.messageId });
        // Waiting does not make it better.
        await comeAgain(record, 1);
        return false;
      }
      try {
        if ((await handle(message, context)) !== 'again') return true;
        await comeAgain(record, pauseAfter(Number(record.attributes.ApproximateReceiveCount)));
        return false;
      } catch (error) {
        log.error('RSO_MESSAGE_FAILED', { messageId: record.messageId, eventId: idOf?.(message) }, error);
        failed?.();
        await comeAgain(record, pauseAfter(Number(record.attributes.ApproximateReceiveCount)));
        return false;
      }
    };
    const comeAgain = async (record: SQSRecord, seconds: number): Promise<void> => {
      try {
        await postpone(record.receiptHandle, seconds);
      } catch (error) {
        // Then it comes when the queue's own time is over.
        log.warn('RSO_MESSAGE_NOT_POSTPONED', { messageId: record.messageId }, error);
      }
    };

    const done = await Promise.all(Records.map(consume));
    return {
      batchItemFailures: Records.filter((_, index) => !done[index]).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  };

const parse = <Schema extends z.ZodMiniType>(schema: Schema, body: string): z.infer<Schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

/** 1, 2, 4 … 180 seconds at most, each times a random half to whole. */
const pauseAfter = (receiveCount: number): number => {
  const longest = Math.min(2 ** (Math.max(receiveCount, 1) - 1), pauseMax);
  return Math.max(1, Math.round(longest * (0.5 + Math.random() / 2)));
};
