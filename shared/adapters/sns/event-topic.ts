import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import type { PublishBatchRequestEntry } from '@aws-sdk/client-sns';
import { activityClaim } from '../../contracts/event-names.ts';
import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { ActivityId } from '../../contracts/values.ts';
import type { EventPublisher } from '../../domain/telling/ports.ts';

/** As many as SNS takes at a time. @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
const batchMax = 10;

/**
 * With the SDK's own backoff half a minute. The stream is read again only so many times before a record is given up
 * on, which is soon enough for one that is never going to be read; an outage of SNS is longer than that.
 */
const attemptsMax = 10;

/** The topic `security-events`. What a subscriber may filter on is also there as attributes. */
export const snsEventTopic = (topicArn: string): EventPublisher => {
  const client = new SNSClient({ maxAttempts: attemptsMax });

  const publishBatch = async (events: readonly SecurityEvent[]): Promise<ActivityId[]> => {
    const { Failed } = await client.send(
      new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: events.map(entryOf) }),
    );
    const failed = new Set(Failed?.map(({ Id }) => Id));
    return events.filter((_, index) => failed.has(String(index))).map(({ jti }) => jti);
  };

  return {
    async publish(events) {
      const batches = Array.from({ length: Math.ceil(events.length / batchMax) }, (_, index) =>
        events.slice(index * batchMax, (index + 1) * batchMax),
      );
      return (await Promise.all(batches.map(publishBatch))).flat();
    },
  };
};

const entryOf = (event: SecurityEvent, index: number): PublishBatchRequestEntry => {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const { user, device } = event.sub_id;
  return {
    Id: String(index),
    Message: JSON.stringify(event),
    MessageAttributes: {
      eventType: text(event[activityClaim].type),
      accountId: text(user.sub),
      ...(device && { deviceId: text(device.id) }),
    },
  };
};
