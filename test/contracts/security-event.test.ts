import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import { activityTypes } from '../../shared/contracts/resources.ts';
import type { ActivityType } from '../../shared/contracts/resources.ts';
import { securityEvent } from '../../shared/contracts/security-event.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Activity } from '../../shared/domain/activity/activity.ts';
import { securityEventOf } from '../../shared/domain/telling/security-event-of.ts';

const { newId } = systemWorld();
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const docs = new URL('../../docs/', import.meta.url);
const fitsSchema = ajv.compile(JSON.parse(readFileSync(new URL('security-event.schema.json', docs), 'utf8')));

const issuers = {
  events: 'https://api.example',
  tokens: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example',
};
const now = new Date('2026-11-22T19:00:00.500Z');
const session = (key: string) => ({ id: newId.session(), key, app: { name: 'Mail of Ann' } });

const activities = (type: ActivityType): Activity[] => {
  const bare = activityOf({ accountId: 'account', id: newId.activity(), type, at: '2026-11-22T18:59:59.123Z' });
  const deviceId = newId.device();
  const full: Activity = {
    ...bare,
    device: { id: deviceId, name: 'Laptop of Ann' },
    sessions: [session('secret-key-1'), session('secret-key-2')],
    by: deviceId,
    place: { city: 'Utrecht', country: 'NL' },
    reason: 'stolen',
    detail: type === 'device-renamed' ? 'Old laptop of Ann' : 'new-device',
    order: bare.id,
  };
  return [bare, full, { ...full, sessions: full.sessions.slice(1) }];
};

const eventOf = (activity: Activity) => securityEventOf(activity, issuers, now);

test.each(activityTypes)('%s: its event is as the published schema and the contract say', (type) => {
  for (const activity of activities(type)) {
    const event = JSON.parse(JSON.stringify(eventOf(activity)));
    expect(fitsSchema(event) || fitsSchema.errors).toBe(true);
    expect(securityEvent.parse(event)).toEqual(event);
    expect(Object.keys(event.events)).toHaveLength(1);
  }
});

test.each(activityTypes)('%s: its event holds public ids alone: no key, no name, no place', (type) => {
  for (const activity of activities(type)) {
    const text = JSON.stringify(eventOf(activity));
    for (const inside of ['secret-key', 'Ann', 'Utrecht', 'NL']) expect(text).not.toContain(inside);
  }
});

test('the subject names the session where there is one, and none where there are several', () => {
  const [bare, two, one] = activities('device-signed-out').map((activity) => eventOf(activity));
  expect(bare?.sub_id.session).toBeUndefined();
  expect(two?.sub_id.session).toBeUndefined();
  expect(one?.sub_id.session?.id).toBe(one?.[activityClaim].sessions[0]);
});

test('what happened at the end of a second has that second, and not the next', () => {
  const [event] = activities('signed-in').map((activity) => eventOf(activity));
  expect([event?.toe, event?.iat]).toEqual([
    Date.parse('2026-11-22T18:59:59Z') / 1000,
    Date.parse('2026-11-22T19:00:00Z') / 1000,
  ]);
});

const [good] = activities('device-signed-out')
  .slice(1)
  .map((activity) => eventOf(activity));
const body = { event_timestamp: 1, initiating_entity: 'user' };
const changed: [string, unknown][] = [
  ['no event', { ...good, events: {} }],
  ['two events', { ...good, events: { ...good?.events, 'urn:remote-sign-out:event:device-renamed': body } }],
  ['an event of an unknown kind', { ...good, events: { 'urn:example:other': body } }],
  ['another version', { ...good, [activityClaim]: { ...good?.[activityClaim], version: 2 } }],
  ['an unknown activity', { ...good, [activityClaim]: { ...good?.[activityClaim], type: 'account-deleted' } }],
  ['an internal id of a session', { ...good, [activityClaim]: { ...good?.[activityClaim], sessions: ['1f0c'] } }],
  ['an unknown claim', { ...good, origin_jti: 'x' }],
  ['no id', { ...good, jti: undefined }],
];

test.each(changed)('%s is no security event, by the schema or by the contract', (_, event) => {
  const sent: unknown = JSON.parse(JSON.stringify(event));
  expect(fitsSchema(sent)).toBe(false);
  expect(securityEvent.safeParse(sent).success).toBe(false);
});

test('the examples in docs/security-events.md are events', () => {
  const examples = [...readFileSync(new URL('security-events.md', docs), 'utf8').matchAll(/```json\n([\s\S]*?)```/g)];
  expect(examples.length).toBeGreaterThanOrEqual(3);
  for (const [, example = ''] of examples) {
    const event: unknown = JSON.parse(example);
    expect(fitsSchema(event) || fitsSchema.errors).toBe(true);
    expect(securityEvent.safeParse(event).error).toBeUndefined();
  }
});
