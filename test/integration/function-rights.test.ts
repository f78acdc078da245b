import { beforeAll, describe, expect, test } from '@jest/globals';
import { functionNames, functionRights } from '../../infra/function-rights.ts';
import { recordsOf } from '../support/account-records.ts';
import { eventually } from '../support/eventually.ts';
import { localOwner, nextSecond } from '../support/local-owner.ts';
import type { LocalOwner } from '../support/local-owner.ts';
import { useRecordedRun } from '../support/recorded-run.ts';
import { ended, removeRow, seenAnHourAgo } from '../support/stored-time.ts';
import { guardedRoutes, validAsk } from '../support/valid-asks.ts';

// Nothing checks IAM on one machine. So the calls that each function makes are recorded, over all that it may come to,
// and held against what it is granted in AWS: a call that is not granted would fail there, a grant without a call is
// a right too many.
const { run, calls } = await useRecordedRun();
const { sessions, vault } = run.engine.tables;

/** Seen after a long time, used, signed out and told: what may happen to any session at any guarded route. */
const guardedRoute = async (owner: LocalOwner, name: (typeof guardedRoutes)[number]) => {
  const [target, device] = [await owner.signIn(), await owner.signIn()];
  const pair = async () => ({ laptop: await owner.signIn(), late: await owner.signIn() });
  const before = await pair();
  await seenAnHourAgo(run, { sub: owner.sub, ...device });
  await device.call(name, validAsk(name, target));

  if (name === 'sign-out-devices') await nextSecond();
  const { laptop, late } = name === 'sign-out-devices' ? await pair() : before;
  await laptop.call('sign-out-device', { params: { deviceId: late.deviceId } });
  expect(await late.call(name, validAsk(name, target))).toMatchObject({
    status: 401,
    body: { code: 'session-revoked' },
  });
};

const registrations = async (owner: LocalOwner) => {
  const known = await owner.signIn({ refreshToken: 'deposited-refresh-token' });
  const device = { id: known.deviceId, secret: known.deviceSecret };
  await known.call('register-session');
  await known.call('end-session');
  const early = await owner.authenticated();
  await owner.callAs(early.access)('register-session', { body: { device } });
  await nextSecond();
  await owner.signIn({ device });
  await owner.signIn({ device });
  // Under a limit the other devices are looked at.
  await owner.signIn({}, { clientId: run.clients.console });
};

const changes = async (owner: LocalOwner) => {
  const [one, other] = [await owner.signIn(), await owner.signIn()];
  const params = { deviceId: other.deviceId };
  await one.call('check-in', { body: { refreshToken: 'brought', push: { platform: 'fcm', token: 'brought-token' } } });
  await one.call('update-device', { params, body: { name: 'Renamed', trusted: true } });
  await one.call('sign-out-session', { params: { ...params, sessionId: other.sessionId } });
  await other.call('confirm-sign-out');
  await one.call('forget-device', { params });
};

const everywhere = async (owner: LocalOwner) => {
  const [one, covered, expired, removed] = [
    await owner.signIn(),
    await owner.signIn(),
    await owner.signIn(),
    await owner.signIn(),
  ] as const;
  await ended(run, { sub: owner.sub, ...expired });
  expect(await expired.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  await removeRow(run, await ended(run, { sub: owner.sub, ...removed }));
  await one.call('sign-out-devices', { body: { scope: 'others' } });
  // Again: whether anybody has signed in elsewhere since is looked up.
  await one.call('sign-out-devices', { body: { scope: 'others' } });
  await covered.call('confirm-sign-out');
  await eventually(async () => {
    const { devices } = await recordsOf(run.engine, owner.sub);
    const active = devices.filter(({ state }) => state === 'active').map(({ id }) => id);
    expect(active).toEqual([one.deviceId]);
  });
};

describe('what each function asks of the tables is what it is granted', () => {
  beforeAll(async () => {
    for (const name of guardedRoutes) await guardedRoute(await localOwner(run), name);
    await registrations(await localOwner(run));
    await changes(await localOwner(run));
    await everywhere(await localOwner(run));
  });

  test.each(functionNames())('%s', (name) => {
    const asked = (of: string) => [
      ...new Set(calls.filter(({ caller, table }) => caller === name && table === of).map(({ action }) => action)),
    ];
    const granted = functionRights[name];
    expect({ sessions: asked(sessions).toSorted(), vault: asked(vault).toSorted() }).toEqual({
      sessions: granted.sessions.toSorted(),
      vault: granted.vault.toSorted(),
    });
  });

  test('there is no other table, and nobody else who asks', () => {
    expect(new Set(calls.map(({ table }) => table))).toEqual(new Set([sessions, vault]));
    expect(new Set(calls.map(({ caller }) => caller))).toEqual(new Set(functionNames()));
  });
});
