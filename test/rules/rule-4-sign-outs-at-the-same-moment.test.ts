import { expect, jest, test } from '@jest/globals';
import { settleAccount } from '../../shared/domain/sign-out/settle-account.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsIn } from '../support/check-account.ts';
import { inAnyOrder, rounds, roundsMsMax } from '../support/rounds.ts';
import { seedAccount } from '../support/seed-account.ts';
import { unhurriedStore } from '../support/unhurried-store.ts';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi({ unlimited: true, wrapStore: unhurriedStore });
jest.setTimeout(roundsMsMax);
const numbers = (a: number, b: number) => a - b;

test('a device signed out by two others at once has one order: both are answered with the same receipt', async () => {
  const outcomes = await rounds(60, async () => {
    const { accountId, devices } = await seedAccount(api, 3);
    const [first, second, target] = devices;
    const params = { deviceId: target.deviceId };
    const answers = await inAnyOrder(
      () => first.call('sign-out-device', { params, body: { reason: 'lost' } }),
      () => second.call('sign-out-device', { params, body: { reason: 'stolen' } }),
      () => first.call('sign-out-session', { params: { ...params, sessionId: target.sessionId } }),
    );
    const records = await recordsOf(api.engine, accountId);
    return {
      statuses: answers.map(({ status }) => status),
      receipts: new Set(answers.map(({ body }) => JSON.stringify(body.device.signOut))).size,
      orders: records.activity.filter(({ type }) => type === 'device-signed-out' || type === 'session-signed-out')
        .length,
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const outcome of outcomes)
    expect(outcome).toEqual({ statuses: [202, 202, 202], receipts: 1, orders: 1, faults: [] });
});

test('two devices that sign each other out: the first order counts, the second was given by a signed-out device', async () => {
  const outcomes = await rounds(60, async () => {
    const { accountId, devices } = await seedAccount(api, 2);
    const [a, b] = devices;
    const answers = await inAnyOrder(
      () => a.call('sign-out-device', { params: { deviceId: b.deviceId } }),
      () => b.call('sign-out-device', { params: { deviceId: a.deviceId } }),
    );
    const records = await recordsOf(api.engine, accountId);
    return {
      statuses: answers.map(({ status }) => status).toSorted(numbers),
      refused: answers.find(({ status }) => status === 401)?.body.code,
      live: records.sessions.filter(({ state }) => state === 'active').length,
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ statuses: [202, 401], refused: 'session-revoked', live: 1, faults: [] });
  }
});

test('two devices that sign out all others at once: one of them stays, the other is out', async () => {
  const outcomes = await rounds(30, async () => {
    const { accountId, devices } = await seedAccount(api, 3);
    const [a, b] = devices;
    const answers = await inAnyOrder(
      ...[a, b].map((one) => () => one.call('sign-out-devices', { body: { scope: 'others' } })),
    );
    const afterwards = await Promise.all(devices.map((one) => one.call('check-in')));
    await settleAccount(api.world, accountId);
    const records = await recordsOf(api.engine, accountId);
    return {
      statuses: answers.map(({ status }) => status).toSorted(numbers),
      afterwards: afterwards.map(({ status }) => status).toSorted(numbers),
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const outcome of outcomes)
    expect(outcome).toEqual({ statuses: [202, 401], afterwards: [200, 401, 401], faults: [] });
});

test('a device that is forgotten as it is signed out is signed out, forgotten or not', async () => {
  const outcomes = await rounds(30, async () => {
    const { accountId, devices } = await seedAccount(api, 2);
    const [actor, target] = devices;
    const params = { deviceId: target.deviceId };
    const [signedOut, forgotten] = await inAnyOrder(
      () => actor.call('sign-out-device', { params }),
      () => actor.call('forget-device', { params }),
    );
    const told = await target.call('check-in');
    const records = await recordsOf(api.engine, accountId);
    return {
      signedOut: signedOut.status,
      forgotten: forgotten.status,
      target: told.body.code,
      there: records.devices.length,
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const { signedOut, forgotten, target, there, faults } of outcomes) {
    expect([signedOut, target, faults]).toEqual([202, 'session-revoked', []]);
    expect([forgotten, there]).toEqual(forgotten === 204 ? [204, 1] : [409, 2]);
  }
});

test('an account-wide order that is settled by two at once, while devices ask, ends each session once', async () => {
  const outcomes = await rounds(10, async () => {
    const { accountId, devices } = await seedAccount(api, 6);
    const [actor, first, second, third] = devices;
    await actor.call('sign-out-devices', { body: { scope: 'others' } });
    const answers = await inAnyOrder(
      () => first.call('check-in'),
      () => second.call('confirm-sign-out'),
      () => actor.call('sign-out-device', { params: { deviceId: third.deviceId } }),
      () => actor.call('forget-device', { params: { deviceId: first.deviceId } }),
      () => settleAccount(api.world, accountId),
      () => settleAccount(api.world, accountId),
    );
    await settleAccount(api.world, accountId);
    const records = await recordsOf(api.engine, accountId);
    return {
      statuses: answers.slice(0, 4).map((answer) => (typeof answer === 'number' ? answer : answer.status)),
      live: records.sessions.filter(({ state }) => state === 'active').length,
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const outcome of outcomes) expect(outcome).toEqual({ statuses: [401, 204, 202, 204], live: 1, faults: [] });
});

test('two apps on a device that sign themselves out at once are both signed out, and so is the device', async () => {
  const outcomes = await rounds(25, async () => {
    const { owner, accountId, devices } = await seedAccount(api, 1);
    const [mail] = devices;
    const chat = await owner.signIn({
      app: { name: 'Chat' },
      device: { id: mail.deviceId, secret: mail.deviceSecret },
    });
    const answers = await inAnyOrder(
      () => mail.call('end-session'),
      () => chat.call('end-session'),
    );
    const records = await recordsOf(api.engine, accountId);
    return [...answers.map(({ status }) => status), records.devices[0]?.state, ...faultsIn(records, api.clock.now())];
  });
  for (const outcome of outcomes) expect(outcome).toEqual([204, 204, 'signed-out']);
});

test('a signed-out device that asks six times at once is told once', async () => {
  const outcomes = await rounds(8, async () => {
    const { accountId, devices } = await seedAccount(api, 2);
    const [actor, target] = devices;
    await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => target.call('check-in')));
    const records = await recordsOf(api.engine, accountId);
    return {
      codes: new Set(answers.map(({ body }) => body.code)),
      receipts: new Set(answers.map(({ body }) => JSON.stringify(body.signOut))).size,
      told: records.activity.filter(({ type }) => type === 'sign-out-delivered').length,
      faults: faultsIn(records, api.clock.now()),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ codes: new Set(['session-revoked']), receipts: 1, told: 1, faults: [] });
  }
});
