import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { securityEvent } from '../contracts/security-event.ts';
import type { SecurityEvent } from '../contracts/security-event.ts';
import type { Log } from '../observability/logger.ts';

export interface ConsumerDeps {
  log: Log;
  /** Lets the message come again after so many whole seconds, at least 1. */
  postpone: (receiptHandle: string, seconds: number) => Promise<void>;
}

/** In seconds: a part that is down for minutes is not asked more often than this. */
const pauseMax = 180;

/**
 * A function behind a queue of security events. Each event is handled by itself: what fails comes again, later each
 * time, and ends in the dead-letter queue; the others are done. Events come at least once and in any order, so
 * `handle` must bear to be repeated.
 *
 * An event of an unknown kind or version is refused, not skipped: this code may be older than what sent it.
 */
export const eventConsumer =
  ({ log, postpone }: ConsumerDeps, handle: (event: SecurityEvent) => Promise<void>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const consume = async (record: SQSRecord): Promise<boolean> => {
      const event = parse(record.body);
      if (!event) {
        log.error('RSO_EVENT_UNKNOWN', { messageId: record.messageId });
        // Waiting does not make it better.
        await comeAgain(record, 1);
        return false;
      }
      try {
        await handle(event);
        return true;
      } catch (error) {
        log.error('RSO_EVENT_FAILED', { messageId: record.messageId, eventId: event.jti }, error);
        await comeAgain(record, pauseAfter(Number(record.attributes.ApproximateReceiveCount)));
        return false;
      }
    };
    const comeAgain = async (record: SQSRecord, seconds: number): Promise<void> => {
      try {
        await postpone(record.receiptHandle, seconds);
      } catch (error) {
        // Then it comes when the queue's own time is over.
        log.warn('RSO_EVENT_NOT_POSTPONED', { messageId: record.messageId }, error);
      }
    };

    const done = await Promise.all(Records.map(consume));
    return {
      batchItemFailures: Records.filter((_, index) => !done[index]).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  };

const parse = (body: string): SecurityEvent | undefined => {
  try {
    return securityEvent.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

/** 1, 2, 4 … 180 seconds at most, each times a random half to whole. */
const pauseAfter = (receiveCount: number): number => {
  const longest = Math.min(2 ** (Math.max(receiveCount, 1) - 1), pauseMax);
  return Math.max(1, Math.round(longest * (0.5 + Math.random() / 2)));
};
