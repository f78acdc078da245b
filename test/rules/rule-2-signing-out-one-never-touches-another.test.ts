import { expect, jest, test } from '@jest/globals';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { inAnyOrder, rounds, roundsMsMax } from '../support/rounds.ts';
import { seedAccount } from '../support/seed-account.ts';
import { unhurriedStore } from '../support/unhurried-store.ts';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi({ unlimited: true, wrapStore: unhurriedStore });
jest.setTimeout(roundsMsMax);

test('a device that checks in, brings tokens and lists while another is signed out is never refused', async () => {
  const outcomes = await rounds(40, async (round) => {
    const { accountId, devices } = await seedAccount(api, 3);
    const [actor, target, bystander] = devices;
    const push = { platform: 'fcm', token: `push-token-${round}` };
    const [signedOut, ...others] = await inAnyOrder(
      () => actor.call('sign-out-device', { params: { deviceId: target.deviceId } }),
      () => bystander.call('check-in'),
      () => bystander.call('check-in', { body: { refreshToken: `refresh-${round}`, push } }),
      () => bystander.call('list-devices'),
    );
    return {
      signedOut: signedOut.status,
      others: others.map(({ status }) => status),
      afterwards: (await bystander.call('check-in')).status,
      target: (await target.call('check-in')).status,
      faults: await faultsOf(api, accountId),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ signedOut: 202, others: [200, 200, 200], afterwards: 200, target: 401, faults: [] });
  }
});

test("the same user's other browser stays as it is, to the last field", async () => {
  const { accountId, devices } = await seedAccount(api, 3);
  const [actor, target, bystander] = devices;
  const of = async ({ deviceId, sessionId }: typeof actor) => {
    const { devices: all, sessions } = await recordsOf(api.engine, accountId);
    return [all.find(({ id }) => id === deviceId), sessions.find(({ id }) => id === sessionId)];
  };
  const before = [await of(bystander), await of(actor)];
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  await target.call('check-in');
  expect([await of(bystander), await of(actor)]).toEqual(before);
});

test('a sign-in on another device at the moment of a sign-out is not refused', async () => {
  const statuses = await rounds(30, async () => {
    const { owner, devices } = await seedAccount(api, 2);
    const [actor, target] = devices;
    // Authenticated at the moment, not before it: whole seconds could not tell.
    const later = String(Math.floor(api.clock.now().getTime() / 1000) + 2);
    const token = { ...owner.claims(), auth_time: later, iat: later };
    const [signedOut, registered] = await inAnyOrder(
      () => actor.call('sign-out-device', { params: { deviceId: target.deviceId } }),
      () => api.callAs(token, 'register-session'),
    );
    return [signedOut.status, registered.status];
  });
  for (const outcome of statuses) expect(outcome).toEqual([202, 201]);
});
