import { afterEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import { everythingIn } from '../support/account-records.ts';
import { messageOf, queueEvent } from '../support/queue-event.ts';
import { useTellingBench } from '../support/telling-bench.ts';
import { depositOf, signInReachable } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, faults, outside } = bench;
afterEach(() => faults.mend());

/** An account with a device that was just signed out, and the event of it, which nobody has been given yet. */
const signedOut = async () => {
  await bench.tellAll();
  const email = `${randomUUID()}@example.com`;
  api.emails.set('test-access-token', email);
  const owner = api.owner();
  const actor = await owner.signIn();
  const target = await signInReachable(bench, owner);
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  await bench.follow('publish-events');
  const event = bench.taken.at(-1);
  if (event?.[activityClaim].type !== 'device-signed-out') throw new Error('no event');
  for (const name of bench.consumerNames) bench.queues[name] = [];
  return { owner, actor, target, event, email };
};
const linesOf = (code: string) => api.log.lines.filter((line) => line.code === code);

const changed = (event: SecurityEvent, change: (copy: Record<string, object>) => void): string => {
  const copy = structuredClone(event);
  change(copy as never);
  return JSON.stringify(copy);
};
/** What is no event, or none that this code knows. */
const unknown: [string, (event: SecurityEvent) => string][] = [
  ['nothing', () => ''],
  ['what is not JSON', () => '{"iss":'],
  ['null', () => 'null'],
  ['a list', () => '[]'],
  ['a text', () => '"event"'],
  ['an empty object', () => '{}'],
  ['ten thousand nested lists', () => '['.repeat(10_000) + ']'.repeat(10_000)],
  [
    'an event in an envelope of SNS',
    (event) => JSON.stringify({ Type: 'Notification', Message: JSON.stringify(event) }),
  ],
  ['a later version', (event) => changed(event, (copy) => Object.assign(copy[activityClaim] ?? {}, { version: 2 }))],
  [
    'an unknown kind',
    (event) => changed(event, (copy) => Object.assign(copy[activityClaim] ?? {}, { type: 'session-frozen' })),
  ],
  ['an unknown URI', (event) => changed(event, (copy) => Object.assign(copy, { events: { 'urn:other': {} } }))],
  [
    'two events in one',
    (event) =>
      changed(event, (copy) =>
        Object.assign(copy['events'] ?? {}, {
          'urn:remote-sign-out:event:device-renamed': Object.values(event.events)[0],
        }),
      ),
  ],
  ['no event', (event) => changed(event, (copy) => Object.assign(copy, { events: {} }))],
  ['an unknown claim', (event) => changed(event, (copy) => Object.assign(copy, { aud: 'you' }))],
  ['no subject', (event) => JSON.stringify({ ...event, sub_id: undefined })],
  ['an id of another kind', (event) => JSON.stringify({ ...event, jti: `ses_${'0'.repeat(26)}` })],
];

test.each(bench.consumerNames)(
  '%s: a message that is no event it knows has failed and comes again in a second; the others of the batch are done',
  async (name) => {
    const { event } = await signedOut();
    const bad = unknown.map(([, make]) => messageOf(make(event)));
    const good = messageOf(event);
    const postponed = bench.postponed.length;
    const logged = linesOf('RSO_MESSAGE_UNKNOWN').length;
    const batch = [...bad.slice(0, 5), good, ...bad.slice(5)];
    expect(await bench.deliver(name, batch)).toEqual({ done: [good], failed: bad });
    expect(bench.postponed.slice(postponed).toSorted(byId)).toEqual(
      bad.map(({ id }) => ({ id, seconds: 1 })).toSorted(byId),
    );
    expect(linesOf('RSO_MESSAGE_UNKNOWN')).toHaveLength(logged + bad.length);
  },
);
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** For each consumer a dependency without which it can do nothing. */
const needs = {
  'revoke-tokens': 'revoker.revoke',
  'notify-device': 'platforms.send',
  'notify-connections': 'gateway.send',
  'alert-owner': 'mailer.send',
} as const;

test.each(bench.consumerNames)(
  '%s: what fails is put off for longer each time, never for long, and never for nothing',
  async (name) => {
    const { event } = await signedOut();
    const message = messageOf(event);
    faults.breakAt(needs[name]);
    const before = bench.postponed.length;
    for (let receives = 1; receives <= 12; receives++) {
      expect((await bench.deliver(name, [message])).failed).toEqual([message]);
      // A claim on an e-mail holds for half a minute.
      api.clock.advance(31);
    }
    const pauses = bench.postponed.slice(before).map(({ seconds }) => seconds);
    expect(pauses).toHaveLength(12);
    for (const [index, seconds] of pauses.entries()) {
      const longest = Math.min(2 ** index, 180);
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(Math.max(1, Math.floor(longest / 2)));
      expect(seconds).toBeLessThanOrEqual(longest);
    }
    faults.mend();
    expect((await bench.deliver(name, [message])).done).toEqual([message]);
  },
);

test('pauses differ: what failed at the same time does not come again at the same time', async () => {
  const { event } = await signedOut();
  faults.breakAt('vault.read');
  const messages = Array.from({ length: 20 }, () => ({ ...messageOf(event), receives: 9 }));
  const before = bench.postponed.length;
  await bench.deliver('revoke-tokens', messages);
  expect(new Set(bench.postponed.slice(before).map(({ seconds }) => seconds)).size).toBeGreaterThan(5);
});

test.each(bench.consumerNames)(
  '%s: a message that cannot be put off has failed all the same, and the others are done',
  async (name) => {
    const { event } = await signedOut();
    faults.breakAt('queue.postpone');
    const [good, bad] = [messageOf(event), messageOf('garbage')];
    const before = linesOf('RSO_MESSAGE_NOT_POSTPONED').length;
    expect(await bench.deliver(name, [bad, good])).toEqual({ done: [good], failed: [bad] });
    expect(linesOf('RSO_MESSAGE_NOT_POSTPONED')).toHaveLength(before + 1);
  },
);

test.each(bench.consumerNames)('%s: an event that fails does not hold up the others of its batch', async (name) => {
  const first = await signedOut();
  const second = await signedOut();
  const { refreshToken, pushToken, connection } = first.target;
  for (const what of [refreshToken, pushToken, connection?.connectionId ?? '', first.email]) outside.refused.add(what);
  const [bad, good] = [messageOf(first.event), messageOf(second.event)];
  expect(await bench.deliver(name, [bad, good])).toEqual({ done: [good], failed: [bad] });
  outside.refused.clear();
  expect((await bench.deliver(name, [bad])).failed).toEqual(name === 'alert-owner' ? [bad] : []);
  // The claim on an e-mail that was not sent holds for half a minute.
  api.clock.advance(31);
  expect((await bench.deliver(name, [bad])).done).toEqual([bad]);
});

test.each(bench.consumerNames)('%s: the same event again changes nothing', async (name) => {
  const { event, target } = await signedOut();
  const messages = [messageOf(event), messageOf(event)];
  await bench.deliver(name, messages.slice(0, 1));
  const before = await everythingIn(api.engine);
  const asked = () => [
    outside.revoked.length,
    outside.pushed.length,
    outside.mails.length,
    outside.receivedOver(target.connection?.connectionId ?? '').length,
  ];
  const outsideBefore = asked();
  api.clock.advance(120);
  for (let again = 0; again < 2; again++) {
    expect((await bench.deliver(name, messages)).failed).toEqual([]);
  }
  expect(asked()).toEqual(outsideBefore);
  const forgetful = (items: Record<string, unknown>[]) => items.map(({ expiresAt: _, ...item }) => item);
  expect(forgetful(await everythingIn(api.engine))).toEqual(forgetful(before));
});

test.each(bench.consumerNames)('%s: an event of an account or an activity that is not there is done', async (name) => {
  const { event } = await signedOut();
  const before = await everythingIn(api.engine);
  const nobody = structuredClone(event);
  nobody.sub_id.user.sub = 'nobody';
  const nothing = { ...event, jti: `act_${'0'.repeat(26)}` };
  const messages = [messageOf(nobody), messageOf(nothing)];
  // An open connection needs no activity: what the event says is enough for it.
  const asked = name === 'notify-connections' ? messages.slice(0, 1) : messages;
  expect((await bench.deliver(name, asked)).failed).toEqual([]);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test.each(['revoke-tokens', 'notify-device', 'notify-connections'] as const)(
  '%s: an event that ends no session does nothing to the sessions that it names, wherever it comes from',
  async (name) => {
    await bench.tellAll();
    const device = await signInReachable(bench, api.owner());
    await bench.follow('publish-events');
    const event = bench.taken.findLast(({ [activityClaim]: { type } }) => type === 'signed-in');
    expect(event?.[activityClaim].sessions).toEqual([device.sessionId]);
    const before = await everythingIn(api.engine);
    // As if somebody had changed the filter of its queue.
    await bench.consumers[name](queueEvent([messageOf(event)]));
    expect(await everythingIn(api.engine)).toEqual(before);
    expect(await depositOf(bench, device.key)).toBe(device.refreshToken);
    expect(outside.revoked).not.toContain(device.refreshToken);
    expect(outside.pushed.filter(({ token }) => token === device.pushToken)).toEqual([]);
    expect(outside.isOpen(device.connection?.connectionId ?? '')).toBe(true);
  },
);
