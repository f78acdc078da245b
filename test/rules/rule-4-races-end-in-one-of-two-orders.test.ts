import { expect, jest, test } from '@jest/globals';
import { settleAccount } from '../../shared/domain/sign-out/settle-account.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsIn, faultsOf } from '../support/check-account.ts';
import { inAnyOrder, rounds, roundsMsMax } from '../support/rounds.ts';
import { seedAccount } from '../support/seed-account.ts';
import { unhurriedStore } from '../support/unhurried-store.ts';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi({ unlimited: true, wrapStore: unhurriedStore });
jest.setTimeout(roundsMsMax);
const seconds = (time: Date) => Math.floor(time.getTime() / 1000);

test('a device that registers as it is signed out is signed out, or was refused: never live on a signed-out device', async () => {
  const outcomes = await rounds(80, async () => {
    const { owner, accountId, devices } = await seedAccount(api, 2);
    const [actor, target] = devices;
    const device = { id: target.deviceId, secret: target.deviceSecret };
    const token = owner.claims();
    const [signedOut, registered] = await inAnyOrder(
      () => actor.call('sign-out-device', { params: { deviceId: target.deviceId } }),
      () =>
        api.callAs(token, 'register-session', {
          body: { device, app: { name: 'Second app' }, refreshToken: 'deposit' },
        }),
    );
    return {
      signedOut: signedOut.status,
      registered: registered.status === 201 ? 'first' : registered.body.code,
      afterwards: (await api.callAs(token, 'check-in')).body.code,
      faults: await faultsOf(api, accountId),
    };
  });
  for (const { signedOut, registered, afterwards, faults } of outcomes) {
    expect({ signedOut, faults }).toEqual({ signedOut: 202, faults: [] });
    // Signed in first, it was signed out then; signed out first, the authentication is too early.
    expect([registered, afterwards]).toEqual(
      registered === 'first' ? ['first', 'session-revoked'] : ['reauthentication-required', 'session-not-registered'],
    );
  }
});

test('a device that was authenticated later than the sign-out it races with is on the list once, in the state of its sessions', async () => {
  const outcomes = await rounds(30, async () => {
    const { owner, accountId, devices } = await seedAccount(api, 2);
    const [actor, target] = devices;
    const device = { id: target.deviceId, secret: target.deviceSecret };
    const later = String(seconds(api.clock.now()) + 5);
    const [signedOut, registered] = await inAnyOrder(
      () => actor.call('sign-out-device', { params: { deviceId: target.deviceId } }),
      () => api.callAs({ ...owner.claims(), auth_time: later, iat: later }, 'register-session', { body: { device } }),
    );
    const records = await recordsOf(api.engine, accountId);
    return [signedOut.status, registered.status, records.devices.length, ...faultsIn(records, api.clock.now())];
  });
  for (const outcome of outcomes) expect(outcome).toEqual([202, 201, 2]);
});

test('a new device that registers as everything is signed out is signed out, or was refused', async () => {
  const outcomes = await rounds(50, async () => {
    const { owner, accountId, devices } = await seedAccount(api, 2);
    const [actor] = devices;
    const token = owner.claims();
    const [signedOut, registered] = await inAnyOrder(
      () => actor.call('sign-out-devices', { body: { scope: 'everywhere' } }),
      () => api.callAs(token, 'register-session'),
    );
    const afterwards = (await api.callAs(token, 'check-in')).body.code;
    await settleAccount(api.world, accountId);
    const records = await recordsOf(api.engine, accountId);
    return {
      signedOut: signedOut.status,
      registered: registered.status === 201 ? 'first' : registered.body.code,
      afterwards,
      faults: faultsIn(records, api.clock.now()),
      live: records.sessions.filter(({ state }) => state === 'active').length,
    };
  });
  for (const { signedOut, registered, afterwards, faults, live } of outcomes) {
    expect({ signedOut, faults, live }).toEqual({ signedOut: 202, faults: [], live: 0 });
    expect([registered, afterwards]).toEqual(
      registered === 'first' ? ['first', 'session-revoked'] : ['reauthentication-required', 'session-not-registered'],
    );
  }
});

test('of two registrations for the last free place one wins, and the other is told who has it', async () => {
  const outcomes = await rounds(60, async () => {
    const { owner, accountId } = await seedAccount(api, 1, { clientId: 'console-client' });
    const answers = await Promise.all(
      [1, 2].map(() => api.callAs(owner.claims({ clientId: 'console-client' }), 'register-session')),
    );
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    const listed = lost?.body.devices?.map(({ id }: { id: string }) => id);
    const records = await recordsOf(api.engine, accountId);
    return {
      statuses: [won?.status, lost?.status],
      told: listed?.includes(won?.body.device.id),
      devices: records.devices.length,
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ statuses: [201, 409], told: true, devices: 2, faults: [] });
  }
});

test('the same token registered twice at once is one session on one device', async () => {
  const outcomes = await rounds(30, async () => {
    const owner = api.owner();
    const token = owner.claims();
    const answers = await inAnyOrder(...[1, 2].map(() => () => api.callAs(token, 'register-session')));
    const records = await recordsOf(api.engine, owner.accountId);
    return [
      ...answers.map(({ status }) => status).toSorted((a, b) => a - b),
      records.devices.length,
      records.sessions.length,
      ...faultsIn(records, api.clock.now()),
    ];
  });
  for (const outcome of outcomes) expect(outcome).toEqual([200, 201, 1, 1]);
});

test('a device that signs in again as it is forgotten keeps its record, or is a new device', async () => {
  const outcomes = await rounds(30, async () => {
    const { owner, accountId, devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1, ago: 10 });
    const [actor, target] = devices;
    const later = String(seconds(api.clock.now()) + 5);
    const [forgotten, registered] = await inAnyOrder(
      () => actor.call('forget-device', { params: { deviceId: target.deviceId } }),
      () =>
        api.callAs({ ...owner.claims(), auth_time: later, iat: later }, 'register-session', {
          body: { device: { id: target.deviceId, secret: target.deviceSecret } },
        }),
    );
    return {
      forgotten: forgotten.status,
      same: registered.body.device.id === target.deviceId,
      faults: await faultsOf(api, accountId),
    };
  });
  for (const { forgotten, same, faults } of outcomes) {
    expect(faults).toEqual([]);
    expect([forgotten, same]).toEqual(same ? [409, true] : [204, false]);
  }
});

test('fifty devices that sign in to one account at once are all registered', async () => {
  for (const known of [false, true]) {
    const owner = known ? (await seedAccount(api, 1)).owner : api.owner();
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.callAs(owner.claims(), 'register-session')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
    expect(await faultsOf(api, owner.accountId)).toEqual([]);
  }
});

test('eight apps that sign in on one device at once are all registered on it', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 1);
  const [{ deviceId: id, deviceSecret: secret }] = devices;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      api.callAs(owner.claims(), 'register-session', { body: { device: { id, secret }, app: { name: `App ${n}` } } }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
  expect(new Set(answers.map(({ body }) => body.device.id))).toEqual(new Set([id]));
  expect(await faultsOf(api, accountId)).toEqual([]);
});
