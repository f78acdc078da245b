import { describe, expect, test } from '@jest/globals';
import { requestOf } from '../support/call-route.ts';
import { faultsOf } from '../support/check-account.ts';
import { inParallel, localOwner } from '../support/local-owner.ts';
import type { LocalDevice } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { send } from '../support/send.ts';
import { watchRefusals } from '../support/watch-refusals.ts';

const run = await useLocalRun();
const faults = (sub: string) => faultsOf({ engine: run.engine, clock: { now: () => new Date() } }, sub);

/** Owners with a laptop each, from which all their other devices will be signed out. */
const households = (count: number, devices: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const owner = await localOwner(run);
      const laptop = await owner.signIn();
      return { owner, laptop, others: await inParallel(Array.from({ length: devices }), 4, () => owner.signIn()) };
    }),
  );

/** The three ways for one session, in turn. */
const order = (laptop: LocalDevice, { deviceId, sessionId, tokens }: LocalDevice, index: number) => {
  const { access } = laptop.tokens;
  if (index % 3 === 0) return requestOf(access, 'sign-out-device', { params: { deviceId } });
  if (index % 3 === 1) return requestOf(access, 'sign-out-session', { params: { deviceId, sessionId } });
  return requestOf(tokens.access, 'end-session');
};

const killed = ['check-in', 'sign-out-device', 'sign-out-session', 'end-session'];

describe('refused at once', () => {
  test('300 sign-outs while all devices check in: no request that began after one is let in, none before refused', async () => {
    const homes = await households(3, 100);
    const watch = watchRefusals(run.endpoint);
    // A turn at each home, so that orders of one account do not wait for each other.
    const all = homes
      .flatMap(({ laptop, others }) => others.map((device, turn) => ({ laptop, device, turn })))
      .toSorted((a, b) => a.turn - b.turn);
    watch.start(
      all.map(({ device }) => device),
      3,
    );
    const next = await inParallel(all, 6, async ({ laptop, device }, index) => {
      watch.asked(device);
      const { status } = await send(run.endpoint, order(laptop, device, index));
      watch.accepted(device);
      const refused = await watch.checkIn(device);
      return `${status === 202 || status === 204 ? 'accepted' : status} ${refused?.status}`;
    });
    await watch.stop();

    expect(new Set(next)).toEqual(new Set(['accepted 401']));
    expect(watch.late).toEqual([]);
    expect(watch.early).toEqual([]);
    expect(new Set(watch.statuses.keys())).toEqual(new Set([200, 401]));
    for (const { owner, laptop } of homes) {
      expect(await faults(owner.sub)).toEqual([]);
      expect(await laptop.call('check-in')).toMatchObject({ status: 200 });
    }
  });

  test.each([
    ['functions are killed', () => Promise.all(killed.map((name) => run.local.killFunction(name)))],
    ['the engine is killed', () => run.local.restartEngine()],
  ])('while %s, a client sees 5xx at worst, and no signed-out session is let in', async (_, kill) => {
    const [home] = await households(1, 36);
    if (home === undefined) throw new Error('nobody is at home');
    const { owner, laptop, others } = home;
    const watch = watchRefusals(run.endpoint);
    watch.start(others, 2);
    const kills: Promise<unknown>[] = [];
    await inParallel(others, 4, async (device, index) => {
      watch.asked(device);
      // In the middle of what the others have under way; not by the clock, or a slow machine would get no further.
      if (index % 9 === 8) kills.push(kill());
      // Repeating is safe, as the answer of a server in trouble says.
      for (let accepted = false; !accepted;) {
        const { status } = await send(run.endpoint, order(laptop, device, index));
        accepted = status === 202 || status === 204 || (status === 401 && index % 3 === 2);
        if (!accepted && status !== 500 && status !== 503) throw new Error(`answered ${status}`);
      }
      watch.accepted(device);
      await watch.checkIn(device);
    });
    await Promise.all(kills);
    await watch.stop();

    expect(watch.late).toEqual([]);
    expect(watch.early).toEqual([]);
    expect([...watch.statuses.keys()].filter((status) => ![200, 401, 500, 503].includes(status))).toEqual([]);
    const after = await inParallel(others, 4, ({ call }) => call('get-session'));
    expect(new Set(after.map(({ body }) => body.code))).toEqual(new Set(['session-revoked']));
    expect(await faults(owner.sub)).toEqual([]);
  });
});
