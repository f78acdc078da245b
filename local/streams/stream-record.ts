import type { _Record as EngineRecord } from '@aws-sdk/client-dynamodb-streams';

/** A record as a function gets it from Lambda. */
export interface StreamRecord {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  dynamodb: {
    /** Seconds since 1970. */
    ApproximateCreationDateTime: number;
    Keys: Record<string, unknown>;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
  userIdentity?: { principalId: string; type: string };
  eventSourceARN: string;
}

export interface StreamSource {
  region: string;
  streamArn: string;
  /** Name of the table's partition key. */
  partitionKey: string;
  /** Whether the deletion of this item was time's doing. */
  wasExpired: (keys: Record<string, unknown>) => boolean;
}

/** Dress a record of the engine as Lambda would. */
export function toStreamRecord(record: EngineRecord, source: StreamSource): StreamRecord {
  const { dynamodb = {}, eventName = 'MODIFY' } = record;
  const { ApproximateCreationDateTime: created, Keys = {}, NewImage, OldImage, SequenceNumber = '0' } = dynamodb;
  const identity = record.userIdentity;
  const expired = eventName === 'REMOVE' && source.wasExpired(Keys);
  return {
    eventID: record.eventID ?? SequenceNumber,
    eventName,
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: source.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((created?.getTime() ?? Date.now()) / 1000),
      Keys,
      ...(NewImage && { NewImage }),
      ...(OldImage && { OldImage }),
      SequenceNumber,
      SizeBytes: dynamodb.SizeBytes ?? 0,
      StreamViewType: dynamodb.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
    },
    ...(identity && { userIdentity: { principalId: identity.PrincipalId ?? '', type: identity.Type ?? '' } }),
    ...(expired && { userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' } }),
    eventSourceARN: source.streamArn,
  };
}
