import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { badRequests } from '../../support/bad-requests.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { guardedRoutes, routeNames, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const { owner, devices } = await seedAccount(api, 2);
const [actor, target] = devices;

test.each(routeNames)(
  '%s: what is not as the contract says is refused with its place, and changes nothing',
  async (name) => {
    const faults: string[] = [];
    const before = await everythingIn(api.engine);
    const unregistered = owner.claims();
    const bad = badRequests([name]);
    for (const { what, ask, pointer } of bad) {
      const claims = guardedRoutes.includes(name) ? actor.token : unregistered;
      const answer = await api.callAs(claims, name, { ...validAsk(name, target), ...ask });
      const pointers: string[] = (answer.body?.errors ?? []).map((error: { pointer: string }) => error.pointer);
      if (answer.status !== 400 || answer.body.code !== 'invalid-request' || !pointers.includes(pointer)) {
        faults.push(`${what}: ${answer.status} ${answer.body?.code} at ${pointers.join()}`);
      }
    }
    expect(bad.length).toBeGreaterThan(18);
    expect(faults).toEqual([]);
    expect(await everythingIn(api.engine)).toEqual(before);
  },
);

test('every fault of a request is named', async () => {
  const answer = await actor.call('sign-out-devices', { body: { scope: 'all', reason: 1, extra: true } });
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '#',
    '#/reason',
    '#/scope',
  ]);
});

test('a body that may be empty may be left out', async () => {
  expect((await actor.call('check-in')).status).toBe(200);
  expect((await actor.call('sign-out-device', { params: { deviceId: target.deviceId } })).status).toBe(202);
});
