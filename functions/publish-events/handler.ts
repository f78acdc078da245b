import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import type { Activity } from '../../shared/domain/activity/activity.ts';
import { securityEventOf } from '../../shared/domain/telling/security-event-of.ts';
import type { Issuers } from '../../shared/domain/telling/security-event-of.ts';
import type { EventPublisher } from '../../shared/domain/telling/ports.ts';
import type { Log } from '../../shared/observability/logger.ts';

export interface PublishEventsDeps {
  publisher: EventPublisher;
  issuers: Issuers;
  now: () => Date;
  log: Log;
  readStreamRecord: (
    record: DynamoDBRecord,
  ) => { kind: 'activity-recorded'; activity: Activity } | { kind: 'account-written' | 'session-ended' | 'other' };
}

/**
 * Tells the topic of every activity that the stream brings: the activity was written in the same transaction as what
 * it tells of, so no way of ending a session can forget to tell.
 *
 * The first record that fails is given again, with all that follow it: an event may go out twice, and none is lost.
 *
 * @throws where the first of several records cannot be read: Lambda then halves the batch, until it is by itself. Named
 *   as the one that failed, it would in the end be given up on together with all that follow it.
 */
export const makeHandler =
  (deps: PublishEventsDeps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { events, unreadable } = readEvents(deps, Records);
    if (unreadable && unreadable === Records[0] && Records.length > 1)
      throw new Error('the first record is unreadable');
    const failed = await publish(deps, [...events.keys()]);
    const [first] = [...events].filter(([event]) => failed.has(event.jti)).map(([, record]) => record);
    const again = first ?? unreadable;
    return { batchItemFailures: again ? [{ itemIdentifier: again.dynamodb?.SequenceNumber ?? '' }] : [] };
  };

/** The events up to the first record that cannot be read. */
const readEvents = (
  { issuers, now, log, readStreamRecord }: PublishEventsDeps,
  records: readonly DynamoDBRecord[],
): { events: Map<SecurityEvent, DynamoDBRecord>; unreadable?: DynamoDBRecord } => {
  const events = new Map<SecurityEvent, DynamoDBRecord>();
  for (const record of records) {
    try {
      const change = readStreamRecord(record);
      if (change.kind === 'activity-recorded') events.set(securityEventOf(change.activity, issuers, now()), record);
    } catch (error) {
      log.error('RSO_RECORD_FAILED', { eventId: record.eventID }, error);
      return { events, unreadable: record };
    }
  }
  return { events };
};

/** @returns the ids of the events that were not taken */
const publish = async (
  { publisher, log }: PublishEventsDeps,
  events: readonly SecurityEvent[],
): Promise<ReadonlySet<string>> => {
  if (events.length === 0) return new Set();
  try {
    const failed = await publisher.publish(events);
    if (failed.length > 0) log.error('RSO_EVENTS_NOT_TAKEN', { events: failed.length });
    log.info('RSO_EVENTS_PUBLISHED', { events: events.length - failed.length });
    return new Set(failed);
  } catch (error) {
    log.error('RSO_EVENTS_NOT_TAKEN', { events: events.length }, error);
    return new Set(events.map(({ jti }) => jti));
  }
};
