import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import type { ActivityType } from '../../shared/contracts/resources.ts';
import { messageOf } from '../support/queue-event.ts';
import { useTellingBench } from '../support/telling-bench.ts';
import { edgeKey } from '../support/test-api.ts';
import type { TestDevice } from '../support/test-api.ts';

const bench = await useTellingBench({ alertsPerDay: 3 });
const { api, faults, outside } = bench;
afterEach(() => faults.mend());

const cologne = { 'x-origin-key': edgeKey, 'cloudfront-viewer-city': 'Cologne', 'cloudfront-viewer-country': 'DE' };

/** An account with an address, with a device that it was told of yesterday: its allowance of today is whole. */
const account = async () => {
  const email = `${randomUUID()}@example.com`;
  api.emails.set('test-access-token', email);
  const owner = api.owner();
  const actor = await owner.signIn({ device: { name: 'Desk' } }, { headers: cologne });
  await bench.tellAll();
  api.clock.advance(86_400);
  const mails = () => outside.mails.filter(({ to }) => to === email);
  const before = mails().length;
  const written = async () => {
    await bench.tellAll();
    return mails().slice(before);
  };
  const fresh = (body: Record<string, unknown> = {}) => owner.signIn(body, { headers: cologne });
  // Signing out others asks for a late authentication.
  const asks = await fresh({ device: { id: actor.deviceId, secret: actor.deviceSecret } });
  await bench.tellAll();
  return { owner, email, actor: { ...asks, deviceSecret: actor.deviceSecret }, fresh, mails, written };
};
type Scene = Awaited<ReturnType<typeof account>>;
const signOut = (by: TestDevice, { deviceId }: Pick<TestDevice, 'deviceId'>, reason = 'lost') =>
  by.call('sign-out-device', { params: { deviceId }, body: { reason } });

/** The event of this kind that came last, as it comes to the function. */
const lastEvent = (type: ActivityType) => {
  const event = bench.taken.findLast(({ [activityClaim]: { type: one } }) => one === type);
  if (!event) throw new Error(`no ${type}`);
  return messageOf(event);
};
const outcomes = () => api.log.lines.filter(({ code }) => code === 'RSO_ALERT').map(({ fields }) => fields['outcome']);

test('a sign-in from a device not seen before: kind, place, time, and a link that shows and does nothing', async () => {
  const { fresh, written, email } = await account();
  await fresh({ device: { name: 'Phone', kind: 'phone', os: 'Android' }, app: { name: 'Mail' } });
  const [mail, ...others] = await written();
  expect(others).toEqual([]);
  expect(mail?.to).toBe(email);
  expect(mail?.subject).toBe('New sign-in to your account');
  for (const body of [mail?.text, mail?.html]) {
    for (const said of [
      'Phone',
      'Phone, Android',
      'Mail',
      'Cologne',
      'Germany',
      'UTC',
      'https://dashboard.example/devices',
    ]) {
      expect(body).toContain(said);
    }
  }
  expect(mail?.html.match(/href="[^"]*"/g)).toEqual(['href="https://dashboard.example/devices"']);
});

const elsewhere: [string, string, (scene: Scene) => Promise<unknown>][] = [
  [
    'its device was signed out by another',
    'A device was signed out of your account',
    async ({ actor, fresh }) => signOut(actor, await known(fresh)),
  ],
  [
    'one of its apps was signed out by another device',
    'A device was signed out of your account',
    async ({ actor, fresh }) => {
      const { deviceId, sessionId } = await known(fresh);
      return actor.call('sign-out-session', { params: { deviceId, sessionId } });
    },
  ],
  [
    'all other devices were signed out',
    'Your other devices were signed out',
    async ({ actor, fresh }) => {
      await known(fresh);
      await known(fresh);
      return actor.call('sign-out-devices', { body: { scope: 'others' } });
    },
  ],
  [
    'everything was signed out',
    'Your account was signed out everywhere',
    async ({ actor, fresh }) => {
      await known(fresh);
      await known(fresh);
      return actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
    },
  ],
];
/** A device of which the owner has been told already, or has to be told nothing. */
const known = async (fresh: Scene['fresh']) => {
  const device = await fresh({ device: { name: 'Laptop' } });
  await bench.follow('publish-events');
  bench.queues['alert-owner'] = [];
  return device;
};

test.each(elsewhere)('where %s, the owner gets one mail: "%s"', async (_, subject, act) => {
  const scene = await account();
  await act(scene);
  const [mail, ...others] = await scene.written();
  expect([mail?.subject, others]).toEqual([subject, []]);
  for (const body of [mail?.text, mail?.html]) {
    expect(body).toContain('Desk');
    expect(body).toContain('Cologne');
  }
});

const ownDoing: [string, (scene: Scene) => Promise<unknown>][] = [
  ['signs itself out', async ({ actor }) => actor.call('end-session')],
  ['signs its own device out', async ({ actor }) => signOut(actor, actor)],
  ['signs in again', async ({ actor, fresh }) => fresh({ device: { id: actor.deviceId, secret: actor.deviceSecret } })],
  [
    'is renamed',
    async ({ actor }) =>
      actor.call('update-device', { params: { deviceId: actor.deviceId }, body: { name: 'New name' } }),
  ],
  [
    'comes to the end of its session',
    async ({ fresh }) => {
      const shared = await known(() => fresh({ shared: true }));
      api.clock.advance(3601);
      return shared.call('check-in');
    },
  ],
];

test.each(ownDoing)('of a device that %s, the owner hears nothing', async (_, act) => {
  const scene = await account();
  await act(scene);
  expect(await scene.written()).toEqual([]);
});

test('a sign-in that was refused, and the words of a device that was signed out, are no mail', async () => {
  const { actor, fresh, owner, written } = await account();
  const target = await known(fresh);
  await signOut(actor, target);
  await target.call('check-in');
  await target.call('confirm-sign-out');
  const claim = { device: { id: target.deviceId, secret: target.deviceSecret } };
  expect((await api.callAs(owner.claims({ ago: 60 }), 'register-session', { body: claim })).status).toBe(401);
  expect((await written()).map(({ subject }) => subject)).toEqual(['A device was signed out of your account']);
});

test('an owner who has chosen German is written to in German', async () => {
  const { actor, fresh, written } = await account();
  expect((await actor.call('update-settings', { body: { language: 'de' } })).status).toBe(200);
  await fresh({ device: { name: 'Phone' } });
  const [mail] = await written();
  expect(mail?.subject).toBe('Neue Anmeldung in Ihrem Konto');
  expect(mail?.text).toContain('Cologne, Deutschland');
});

test('an owner without a verified address is written nothing', async () => {
  api.emails.delete('test-access-token');
  const sent = outside.mails.length;
  await api.owner().signIn();
  await bench.tellAll();
  expect(outside.mails).toHaveLength(sent);
  expect(outcomes().at(-1)).toBe('no-address');
});

test.each([
  [86_000, 1],
  [86_401, 0],
])('an event that is %i seconds old when it comes is %i mails: what is older is history', async (age, mails) => {
  const { fresh, written } = await account();
  await fresh();
  await bench.follow('publish-events');
  api.clock.advance(age);
  expect(await written()).toHaveLength(mails);
});

test('an account gets so many mails a day and no more; tomorrow it gets some again', async () => {
  const { fresh, written } = await account();
  for (let n = 0; n < 5; n++) await fresh({ device: { name: `Device ${n}` } });
  expect(await written()).toHaveLength(3);
  expect(
    outcomes()
      .slice(-5)
      .filter((one) => one === 'too-many'),
  ).toHaveLength(2);
  api.clock.advance(86_400);
  await fresh({ device: { name: 'Of the next day' } });
  const mails = await written();
  expect(mails).toHaveLength(4);
  expect(mails[3]?.text).toContain('Of the next day');
});

test('the last mail of the day says that it is, and an order over the whole account is told all the same', async () => {
  const { actor, fresh, written } = await account();
  for (let n = 0; n < 4; n++) await fresh();
  const devices = await written();
  expect(devices.map(({ html }) => html.includes('last message of this kind today'))).toEqual([false, false, true]);
  await actor.call('sign-out-devices', { body: { scope: 'others' } });
  expect((await written()).at(-1)?.subject).toBe('Your other devices were signed out');
});

test('what was over the allowance stays unsent, however often it comes and whatever fails', async () => {
  const { fresh, written } = await account();
  for (let n = 0; n < 3; n++) await fresh();
  expect(await written()).toHaveLength(3);
  await fresh();
  await bench.follow('publish-events');
  faults.breakAt('ledger.markSent');
  expect((await bench.deliver('alert-owner')).failed).toHaveLength(1);
  faults.mend();
  api.clock.advance(31);
  expect(await written()).toHaveLength(3);
});

test('eight copies of an event at the same moment are one mail, and so are those that come after', async () => {
  const { fresh, written } = await account();
  await known(fresh);
  const copies = Array.from({ length: 8 }, () => lastEvent('signed-in'));
  const outcome = await Promise.all(copies.map((copy) => bench.deliver('alert-owner', [copy])));
  expect(outcome.flatMap(({ done }) => done).length).toBeGreaterThanOrEqual(1);
  expect(await written()).toHaveLength(1);
  // Those that found it being sent come again.
  for (const { failed } of outcome) expect((await bench.deliver('alert-owner', failed)).failed).toEqual([]);
  api.clock.advance(3600);
  expect((await bench.deliver('alert-owner', copies)).failed).toEqual([]);
  expect(await written()).toHaveLength(1);
});

test('a mail service that fails is asked again when the claim of the first attempt is over, and then it is one mail', async () => {
  const { fresh, written } = await account();
  await known(fresh);
  const message = lastEvent('signed-in');
  faults.breakAt('mailer.send');
  expect((await bench.deliver('alert-owner', [message])).failed).toHaveLength(1);
  faults.mend();
  expect((await bench.deliver('alert-owner', [message])).failed).toHaveLength(1);
  expect(await written()).toEqual([]);
  api.clock.advance(31);
  expect((await bench.deliver('alert-owner', [message])).failed).toEqual([]);
  expect((await bench.deliver('alert-owner', [message])).failed).toEqual([]);
  expect(await written()).toHaveLength(1);
});

test.each(['store.readActivity', 'store.read', 'ledger.claim', 'limiter.take', 'ledger.markCounted', 'mailer.send'])(
  'a failure at %s counts no more than once against the allowance, and the mail still goes out',
  async (call) => {
    const { fresh, written } = await account();
    await known(fresh);
    const message = lastEvent('signed-in');
    faults.breakAt(call);
    // Counted each time, this would be over the allowance.
    const attempts = call === 'ledger.markCounted' ? 1 : 5;
    for (let attempt = 0; attempt < attempts; attempt++) {
      expect((await bench.deliver('alert-owner', [message])).failed).toHaveLength(1);
      api.clock.advance(31);
    }
    faults.mend();
    expect((await bench.deliver('alert-owner', [message])).failed).toEqual([]);
    expect(await written()).toHaveLength(1);
  },
);

test('an end between sending and noting it sends once more and not again: two at the most, and not before the claim is over', async () => {
  const { fresh, written } = await account();
  await known(fresh);
  const message = lastEvent('signed-in');
  faults.breakAt('ledger.markSent');
  await bench.deliver('alert-owner', [message]);
  faults.mend();
  expect((await bench.deliver('alert-owner', [message])).failed).toHaveLength(1);
  expect(await written()).toHaveLength(1);
  for (let attempt = 0; attempt < 3; attempt++) {
    api.clock.advance(31);
    await bench.deliver('alert-owner', [message]);
  }
  expect(await written()).toHaveLength(2);
});

test('a device that was forgotten by the time of the mail is left out of it', async () => {
  const { actor, fresh, written } = await account();
  const target = await known(fresh);
  await signOut(actor, target);
  await actor.call('forget-device', { params: { deviceId: target.deviceId } });
  const [mail] = await written();
  expect(mail?.subject).toBe('A device was signed out of your account');
  expect(mail?.text).not.toContain('undefined');
});
