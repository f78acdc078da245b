import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { makeHandler } from '../../functions/publish-events/handler.ts';
import { activityItem } from '../../shared/adapters/dynamodb/items.ts';
import { readStreamRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import { activityClaim, caepEvents } from '../../shared/contracts/event-names.ts';
import { activityTypes } from '../../shared/contracts/resources.ts';
import { securityEvent } from '../../shared/contracts/security-event.ts';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Activity } from '../../shared/domain/activity/activity.ts';
import { recordedLog } from '../support/recorded-log.ts';

const { newId } = systemWorld();
const issuers = {
  events: 'https://api.example',
  tokens: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test00001',
};
const at = '2026-11-22T19:00:00.123Z';
const anActivity = (given: Partial<Activity> = {}): Activity =>
  activityOf({ accountId: 'account', id: newId.activity(), type: 'signed-in', at, ...given });

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] & object;
let sequence = 100;
const recordOf = (NewImage: object, given: object = {}): DynamoDBRecord => ({
  eventID: `event-${++sequence}`,
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(sequence), NewImage: NewImage as Image, ...given },
});
const written = (activity: Activity) =>
  recordOf(marshall(activityItem(activity, { activityDays: 90, signedOutDeviceDays: 400 })));
const numberOf = ({ dynamodb }: DynamoDBRecord | { dynamodb?: undefined } = {}) => dynamodb?.SequenceNumber;

/** The function with a topic that takes all but what a test keeps it from. */
const publishing = (publish: (events: readonly SecurityEvent[]) => Promise<Activity['id'][]> = async () => []) => {
  const asked: SecurityEvent[][] = [];
  const log = recordedLog();
  const handler = makeHandler({
    issuers,
    now: () => new Date('2026-11-22T19:00:01Z'),
    log,
    readStreamRecord,
    publisher: {
      publish: (events) => {
        asked.push([...events]);
        return publish(events);
      },
    },
  });
  return { handle: (...Records: DynamoDBRecord[]) => handler({ Records }), asked, log };
};
const all = { batchItemFailures: [] };
const from = (record: DynamoDBRecord | undefined) => ({ batchItemFailures: [{ itemIdentifier: numberOf(record) }] });

test.each(activityTypes)(
  '%s becomes one event that holds to the contract, under one URI, and says nothing more',
  async (type) => {
    const deviceId = newId.device();
    const by = newId.device();
    const sessions = [newId.session(), newId.session()].map((id) => ({
      id,
      key: `secret-${id}`,
      app: { name: 'Secret app' },
    }));
    const activity = anActivity({
      type,
      by,
      sessions,
      device: { id: deviceId, name: 'Secret name' },
      place: { city: 'Secret city', country: 'DE' },
      reason: 'stolen',
      detail: type === 'device-renamed' ? 'Secret former name' : 'detail',
      order: newId.activity(),
    });
    const { handle, asked } = publishing();
    expect(await handle(written(activity))).toEqual(all);
    const [[event] = []] = asked;
    expect(securityEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    expect(event).toMatchObject({
      iss: issuers.events,
      jti: activity.id,
      iat: 1795374001,
      toe: 1795374000,
      txn: activity.order,
      sub_id: { user: { iss: issuers.tokens, sub: 'account' }, device: { id: deviceId } },
      [activityClaim]: { version: 1, type, at, by, sessions: sessions.map(({ id }) => id), reason: 'stolen' },
    });
    expect(event?.sub_id).not.toHaveProperty('session');
    expect(Object.keys(event?.events ?? {})).toHaveLength(1);
    expect(JSON.stringify(event)).not.toMatch(/secret/i);
  },
);

test('CAEP has a word for the beginning and for the end of a session; the rest has our own', async () => {
  const { handle, asked } = publishing();
  await handle(...activityTypes.map((type) => written(anActivity({ type }))));
  const uris = new Map(asked.flat().map((event) => [event[activityClaim].type, Object.keys(event.events)[0]]));
  const ends = ['session-replaced', 'session-signed-out', 'device-signed-out', 'session-expired'] as const;
  for (const type of ends) expect(uris.get(type)).toBe(caepEvents.sessionRevoked);
  expect(uris.get('signed-in')).toBe(caepEvents.sessionEstablished);
  for (const type of activityTypes.filter((one) => one !== 'signed-in' && !ends.some((end) => end === one))) {
    expect(uris.get(type)).toBe(`urn:remote-sign-out:event:${type}`);
  }
});

test('what concerns nobody in particular names no device and no session', async () => {
  const { handle, asked } = publishing();
  await handle(written(anActivity({ type: 'everywhere-signed-out' })));
  expect(asked[0]?.[0]?.sub_id).toEqual({
    format: 'complex',
    user: { format: 'iss_sub', iss: issuers.tokens, sub: 'account' },
  });
});

test('all events of a batch go out in their order, and what is no new activity passes by', async () => {
  const activities = Array.from({ length: 25 }, () => anActivity());
  const records = activities.map(written);
  const [first = anActivity()] = activities;
  const item = marshall(activityItem(first, { activityDays: 90, signedOutDeviceDays: 400 }));
  const others = [
    recordOf(marshall({ type: 'device' })),
    // What time to live takes, and what was only touched.
    { ...recordOf({}), dynamodb: { SequenceNumber: '1', OldImage: item as Image } },
    recordOf(item, { OldImage: item }),
  ];
  const { handle, asked } = publishing();
  expect(await handle(...others, ...records)).toEqual(all);
  expect(asked.flat().map(({ jti }) => jti)).toEqual(activities.map(({ id }) => id));
});

test('a batch without any activity asks the topic for nothing', async () => {
  const { handle, asked } = publishing();
  expect(await handle(recordOf(marshall({ type: 'device' })))).toEqual(all);
  expect(await handle()).toEqual(all);
  expect(asked).toEqual([]);
});

test.each([0, 3, 11])('what the topic does not take comes again, from the first of it: number %i', async (index) => {
  const activities = Array.from({ length: 12 }, () => anActivity());
  const records = activities.map(written);
  const refused = activities.filter((_, at_) => at_ === index || at_ === 11).map(({ id }) => id);
  const { handle, log } = publishing(async () => refused.toReversed());
  expect(await handle(...records)).toEqual(from(records[index]));
  expect(log.lines.map(({ code }) => code)).toContain('RSO_EVENTS_NOT_TAKEN');
});

test('a topic that cannot be asked is asked again for all of it', async () => {
  const records = [anActivity(), anActivity()].map(written);
  const { handle, log } = publishing(async () => Promise.reject(new Error('SNS is away')));
  expect(await handle(recordOf(marshall({ type: 'device' })), ...records)).toEqual(from(records[0]));
  expect(log.lines.map(({ code }) => code)).toEqual(['RSO_EVENTS_NOT_TAKEN']);
});

test('a record that cannot be read is where it begins again: what is before it has gone out, what follows it has not', async () => {
  const activities = [anActivity(), anActivity(), anActivity()];
  const [first, second, third] = activities.map(written);
  const poison = recordOf(JSON.parse('{"type":{"S":"activity"},"pk":{}}'));
  if (!first || !second || !third) throw new Error('three');
  const { handle, asked, log } = publishing();
  expect(await handle(first, second, poison, third)).toEqual(from(poison));
  expect(asked.flat().map(({ jti }) => jti)).toEqual(activities.slice(0, 2).map(({ id }) => id));
  expect(log.lines.map(({ code }) => code)).toContain('RSO_RECORD_FAILED');
  // At the head of a batch it fails all of it: Lambda halves the batch, and gives up on nothing but the bad record.
  await expect(handle(poison, third)).rejects.toThrow('unreadable');
  expect(await handle(poison)).toEqual(from(poison));
  expect(await handle(third)).toEqual(all);
});

test('where both fail, it begins again at the earlier of the two', async () => {
  const activity = anActivity();
  const records = [written(activity), recordOf(JSON.parse('{"type":{}}'))];
  const { handle } = publishing(async () => [activity.id]);
  expect(await handle(...records)).toEqual(from(records[0]));
});
