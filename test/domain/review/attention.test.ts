import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../../shared/domain/account/account.ts';
import type { Device } from '../../../shared/domain/device/device.ts';
import { byUrgency, lookAt } from '../../../shared/domain/review/attention.ts';
import { newRecords } from '../../support/new-records.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const { newAccount, newDevice, newSession, newId } = newRecords(() => now);
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const account = newAccount();
const reviewed = (lastReviewedAt: string, countries?: string[]): Account => ({
  ...account,
  review: { day: 1, lastReviewedAt, ...(countries && { countries }) },
});

/** A device that is signed in, first seen a year ago and last today, where it is not said otherwise. */
const signedIn = (given: Partial<Device> & { country?: string } = {}): Device => {
  const { country, ...rest } = given;
  const device = newDevice(account, {
    firstSeenAt: daysAgo(365),
    ...(country !== undefined && { lastPlace: { country } }),
    ...rest,
  });
  const session = newSession(device);
  return { ...device, sessions: { [session.id]: session } };
};
const signedOut = (given: Parameters<typeof signedIn>[0] & { reason?: 'lost' | 'not-mine' | 'stolen' }): Device => {
  const { reason = 'lost', ...rest } = given;
  const device = signedIn({ ...rest, state: 'signed-out' });
  const signOut = { orderId: newId.activity(), requestedAt: daysAgo(3), requestedBy: null, reason };
  const ended = Object.entries(device.sessions).map(([id, session]) => [
    id,
    { ...session, state: 'signed-out', signOut },
  ]);
  return { ...device, signOut, sessions: Object.fromEntries(ended) };
};
const oldest = (country?: string) =>
  signedIn({ firstSeenAt: daysAgo(1000), ...(country !== undefined && { country }) });
/** What is said of the last of these devices. */
const attentionOf = (devices: Device[], given: Account = account, current?: Device) =>
  lookAt(devices, given, now, current?.id).find(({ device }) => device === devices.at(-1))?.attention;

describe('new', () => {
  test('before the first review, what came in the last 31 days is', () => {
    expect(attentionOf([oldest(), signedIn({ firstSeenAt: daysAgo(30.9) })])).toEqual(['new-device']);
    expect(attentionOf([oldest(), signedIn({ firstSeenAt: daysAgo(31) })])).toEqual([]);
  });

  test('after one, what came since is, however long that is ago', () => {
    const then = reviewed(daysAgo(200));
    expect(attentionOf([oldest(), signedIn({ firstSeenAt: daysAgo(199) })], then)).toEqual(['new-device']);
    expect(attentionOf([oldest(), signedIn({ firstSeenAt: daysAgo(200) })], then)).toEqual([]);
    expect(attentionOf([oldest(), signedIn({ firstSeenAt: daysAgo(5) })], reviewed(daysAgo(4)))).toEqual([]);
  });

  test('what the last review left undecided is, and nothing else that was there', () => {
    const [undecided, decided] = [signedIn({ firstSeenAt: daysAgo(20) }), signedIn({ firstSeenAt: daysAgo(20) })];
    const then: Account = { ...account, review: { day: 1, lastReviewedAt: daysAgo(10), undecided: [undecided.id] } };
    expect(attentionOf([oldest(), decided, undecided], then)).toEqual(['new-device']);
    expect(attentionOf([oldest(), undecided, decided], then)).toEqual([]);
    expect(attentionOf([oldest(), decided, { ...undecided, trusted: true }], then)).toEqual([]);
  });

  test('the first device of an account is not: there was nobody else', () => {
    expect(attentionOf([signedIn({ firstSeenAt: daysAgo(1) })])).toEqual([]);
  });

  test('the first is the one that came first, also where it is signed out by now, or came in the same millisecond', () => {
    const firstSeenAt = daysAgo(1);
    const [one, other] = [signedIn({ firstSeenAt }), signedIn({ firstSeenAt })];
    for (const devices of [
      [one, other],
      [other, one],
    ]) {
      const looked = lookAt(devices, account, now, undefined);
      expect(looked.map(({ device, isNew }) => [device.id, isNew])).toEqual([
        [one.id, false],
        [other.id, true],
      ]);
    }
    expect(attentionOf([signedOut({ firstSeenAt: daysAgo(2) }), signedIn({ firstSeenAt })])).toEqual(['new-device']);
  });

  test('one that is trusted, or that asks, is known, and is still shown as what has come', () => {
    const device = signedIn({ firstSeenAt: daysAgo(1) });
    expect(attentionOf([oldest(), device], account, device)).toEqual([]);
    expect(attentionOf([oldest(), signedIn({ firstSeenAt: daysAgo(1), trusted: true })])).toEqual([]);
    expect(lookAt([oldest(), device], account, now, device.id).map(({ isNew }) => isNew)).toEqual([false, true]);
  });
});

describe('in a new country', () => {
  test('until the owner has kept one, the devices that came before tell where the owner has been', () => {
    expect(attentionOf([oldest('DE'), signedIn({ country: 'PT' })])).toEqual(['new-country']);
    expect(attentionOf([oldest('DE'), signedIn({ country: 'DE' })])).toEqual([]);
    const before = signedIn({ country: 'PT', firstSeenAt: daysAgo(400) });
    expect(attentionOf([oldest('DE'), before, signedIn({ country: 'PT' })])).toEqual([]);
  });

  test('also those that are signed out, unless somebody else had them', () => {
    const before = { country: 'PT', firstSeenAt: daysAgo(400) };
    expect(attentionOf([oldest('DE'), signedOut(before), signedIn({ country: 'PT' })])).toEqual([]);
    for (const reason of ['not-mine', 'stolen'] as const) {
      const strange = signedOut({ ...before, reason });
      expect(attentionOf([oldest('DE'), strange, signedIn({ country: 'PT' })])).toEqual(['new-country']);
    }
  });

  test('once there are countries in which devices were kept, only those count', () => {
    const then = reviewed(daysAgo(10), ['DE', 'NL']);
    expect(attentionOf([oldest('PT'), signedIn({ country: 'PT' })], then)).toEqual(['new-country']);
    expect(attentionOf([oldest('PT'), signedIn({ country: 'NL' })], then)).toEqual([]);
    // The first device too may have been carried off.
    expect(attentionOf([oldest('PT')], then)).toEqual(['new-country']);
  });

  test('where it is not known, nothing is said', () => {
    expect(attentionOf([oldest('DE'), signedIn()], reviewed(daysAgo(10), ['DE']))).toEqual([]);
    expect(attentionOf([oldest('DE'), signedIn({ lastPlace: { city: 'Porto' } })])).toEqual([]);
    expect(attentionOf([oldest(), signedIn({ country: 'PT' })])).toEqual([]);
  });

  test('one that is trusted, or that asks, is known', () => {
    const device = signedIn({ country: 'PT' });
    expect(attentionOf([oldest('DE'), device], account, device)).toEqual([]);
    expect(attentionOf([oldest('DE'), signedIn({ country: 'PT', trusted: true })])).toEqual([]);
  });
});

describe('unused', () => {
  test('for 90 days, and not a moment less; trusted or not', () => {
    expect(attentionOf([oldest(), signedIn({ lastSeenAt: daysAgo(90) })])).toEqual(['unused']);
    expect(attentionOf([oldest(), signedIn({ lastSeenAt: daysAgo(89.99) })])).toEqual([]);
    expect(attentionOf([oldest(), signedIn({ lastSeenAt: daysAgo(200), trusted: true })])).toEqual(['unused']);
  });

  test('the one that asks is in use', () => {
    const device = signedIn({ lastSeenAt: daysAgo(200) });
    expect(attentionOf([oldest(), device], account, device)).toEqual([]);
  });
});

test('a device may have several reasons', () => {
  const device = signedIn({ firstSeenAt: daysAgo(100), lastSeenAt: daysAgo(95), country: 'PT' });
  const then = reviewed(daysAgo(120), ['DE']);
  expect(attentionOf([oldest('DE'), device], then)).toEqual(['new-device', 'new-country', 'unused']);
});

test('only what is signed in is shown: not what was signed out, has come to its end or is covered by an order', () => {
  const [live, gone, over] = [signedIn(), signedOut({}), signedIn()];
  const ended = Object.entries(over.sessions).map(([id, session]) => [
    id,
    { ...session, endsAt: now.getTime() / 1000 },
  ]);
  const devices = [live, gone, { ...over, sessions: Object.fromEntries(ended) }];
  expect(lookAt(devices, account, now, undefined).map(({ device }) => device.id)).toEqual([live.id]);
  const order = {
    orderId: newId.activity(),
    requestedAt: now.toISOString(),
    requestedBy: null,
    reason: 'lost',
  } as const;
  const everywhere: Account = { ...account, signedOutBefore: now.getTime() / 1000, signOutAll: order };
  expect(lookAt(devices, everywhere, now, undefined)).toEqual([]);
});

test('an account without devices has nothing to look at', () => {
  expect(lookAt([], account, now, undefined)).toEqual([]);
});

test('what is new comes first, then what has more reasons, then what was seen last, in whatever order it is read', () => {
  const then = reviewed(daysAgo(50), ['DE']);
  const lastSeenAt = daysAgo(1);
  const wanted = [
    signedIn({ firstSeenAt: daysAgo(2), country: 'PT' }),
    signedIn({ firstSeenAt: daysAgo(3), country: 'DE' }),
    signedIn({ firstSeenAt: daysAgo(2), lastSeenAt, trusted: true }),
    signedIn({ lastSeenAt: daysAgo(95), country: 'PT' }),
    signedIn({ lastSeenAt, country: 'PT' }),
    signedIn(),
    signedIn({ lastSeenAt }),
    oldest(),
  ].map((device, n) => (n === 7 ? { ...device, lastSeenAt: daysAgo(2) } : device));
  for (const read of [wanted, wanted.toReversed(), [...wanted.slice(3), ...wanted.slice(0, 3)]]) {
    const looked = lookAt(read, then, now, undefined).toSorted(byUrgency);
    expect(looked.map(({ device }) => wanted.indexOf(device))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }
});
