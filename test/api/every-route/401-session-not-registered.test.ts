import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { guardedRoutes, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const { owner, devices } = await seedAccount(api, 1);
const [device] = devices;

test.each([...guardedRoutes, 'confirm-sign-out'] as const)(
  '%s: a valid token whose sign-in was never registered is refused, of a known account and of an unknown one',
  async (name) => {
    const before = await everythingIn(api.engine);
    for (const claims of [owner.claims(), api.owner().claims(), { ...device.token, sub: api.owner().accountId }]) {
      const answer = await api.callAs(claims, name, validAsk(name, device));
      expect([answer.status, answer.body.code]).toEqual([401, 'session-not-registered']);
    }
    expect(await everythingIn(api.engine)).toEqual(before);
  },
);
