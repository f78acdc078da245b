import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { eventually } from '../support/eventually.ts';
import { inParallel, localOwner, nextSecond } from '../support/local-owner.ts';
import type { LocalOwner } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { ended, overdue } from '../support/stored-time.ts';

const run = await useLocalRun();
const records = (owner: LocalOwner) => recordsOf(run.engine, owner.sub);
const faults = (owner: LocalOwner) => faultsOf({ engine: run.engine, clock: { now: () => new Date() } }, owner.sub);

const withDevices = async (count: number) => {
  const owner = await localOwner(run);
  const devices = await inParallel(Array.from({ length: count }), 8, () => owner.signIn());
  return { owner, devices };
};

/** Until every session of the account says for itself that it is signed out, but those on one device. */
const settled = (owner: LocalOwner, except?: string) =>
  eventually(async () => {
    const { sessions } = await records(owner);
    const active = sessions.filter(({ state, deviceId }) => state === 'active' && deviceId !== except);
    expect(active).toEqual([]);
  });

const count = async (owner: LocalOwner, wanted: string) =>
  (await records(owner)).activity.filter(({ type }) => type === wanted).length;

describe('an account-wide sign-out is in force at once, and the records follow from the stream', () => {
  test('120 devices, everywhere: each refused before it is settled, each settled with one activity', async () => {
    const { owner, devices } = await withDevices(120);
    const [first] = devices;
    expect(await first?.call('sign-out-devices', { body: { scope: 'everywhere', reason: 'stolen' } })).toMatchObject({
      status: 202,
    });
    // Those that come last are the last to be settled.
    const refused = await inParallel(devices.slice(-20), 8, ({ call }) => call('get-session'));
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['session-revoked']));

    await settled(owner);
    expect(await faults(owner)).toEqual([]);
    expect(await count(owner, 'device-signed-out')).toBe(120);
    expect(await count(owner, 'everywhere-signed-out')).toBe(1);
    const { devices: stored } = await records(owner);
    expect(new Set(stored.map(({ state, signOut }) => `${state} ${signOut?.reason}`))).toEqual(
      new Set(['signed-out stolen']),
    );
  });

  test('also when the function is killed in the middle, again and again', async () => {
    const { owner, devices } = await withDevices(40);
    const [kept] = devices;
    await kept?.call('sign-out-devices', { body: { scope: 'others' } });
    let kills = 0;
    const killing = (async () => {
      for (; kills < 8; kills++) {
        await sleep(250);
        await run.local.killFunction('settle-sessions');
      }
    })();
    await settled(owner, kept?.deviceId);
    await killing;
    expect(await faults(owner)).toEqual([]);
    expect(await count(owner, 'device-signed-out')).toBe(39);
    expect(await kept?.call('check-in')).toMatchObject({ status: 200 });
  });

  test('also when the engine is killed in the middle', async () => {
    const { owner, devices } = await withDevices(20);
    await devices[0]?.call('sign-out-devices', { body: { scope: 'everywhere' } });
    await sleep(1200);
    await run.local.restartEngine();
    await settled(owner);
    expect(await faults(owner)).toEqual([]);
    expect(await count(owner, 'device-signed-out')).toBe(20);
  });

  test('a device that signs in again meanwhile is not signed out by what is still to be settled', async () => {
    const { owner, devices } = await withDevices(12);
    const [device] = devices;
    await device?.call('sign-out-devices', { body: { scope: 'everywhere' } });
    await nextSecond();
    const back = await owner.signIn({ device: { id: device?.deviceId, secret: device?.deviceSecret } });
    await settled(owner, back.deviceId);
    expect(await back.call('check-in')).toMatchObject({ status: 200 });
    expect(await faults(owner)).toEqual([]);
  });
});

describe('a session that has come to its end is recorded once', () => {
  test('whose row time to live has removed', async () => {
    const { owner, devices } = await withDevices(3);
    const [gone, other] = devices;
    await overdue(run, { sub: owner.sub, sessionId: gone?.sessionId ?? '' });
    await run.local.sweepExpired();
    await eventually(async () => expect(await count(owner, 'session-expired')).toBe(1));
    await run.local.sweepExpired();
    await sleep(1500);

    expect(await count(owner, 'session-expired')).toBe(1);
    const { devices: stored, sessions } = await records(owner);
    expect(stored.find(({ id }) => id === gone?.deviceId)?.state).toBe('signed-out');
    expect(sessions.some(({ id }) => id === gone?.sessionId)).toBe(false);
    expect(await gone?.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-not-registered' } });
    expect(await other?.call('check-in')).toMatchObject({ status: 200 });
  });

  test('that was refused and recorded before its row went', async () => {
    const { owner, devices } = await withDevices(2);
    const [gone] = devices;
    const where = { sub: owner.sub, sessionId: gone?.sessionId ?? '' };
    await ended(run, where);
    expect(await gone?.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    expect(await gone?.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-expired' } });
    await overdue(run, where);
    // What is due to go counts as gone, whether time to live has come round to it or not.
    expect(await gone?.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-not-registered' } });
    await run.local.sweepExpired();
    await sleep(1500);
    expect(await count(owner, 'session-expired')).toBe(1);
  });

  test('and the sweep leaves alone what is not over', async () => {
    const { owner, devices } = await withDevices(2);
    const before = await records(owner);
    await run.local.sweepExpired();
    expect(await records(owner)).toEqual(before);
    expect(await devices[0]?.call('check-in')).toMatchObject({ status: 200 });
  });
});
