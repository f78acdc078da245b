import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { itemsOf } from '../../support/account-records.ts';
import { anyAsk, anyClaims } from '../../support/any-input.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { edgeKey } from '../../support/test-api.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { guardedRoutes, routeNames, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();

/** What a refusal may write: that a sign-in was refused, that a device was told of its end. */
const withoutRefusals = (items: Record<string, unknown>[]) =>
  items.filter(({ activityType }) => activityType !== 'sign-in-refused');

/** Two devices of an account; they serve again as long as requests are refused. */
const untouched = async () => {
  const { owner, accountId, devices } = await seedAccount(api, 2);
  return { owner, accountId, devices, items: await itemsOf(api.engine, accountId) };
};

test.each(routeNames)(
  '%s: no input at all is answered as an error of ours, and what is refused changes nothing',
  async (name) => {
    let account = await untouched();
    await fc.assert(
      fc.asyncProperty(anyAsk(name, edgeKey), anyClaims, async (given, claims) => {
        const { owner, accountId, items, devices } = account;
        const [actor, target] = devices;
        const token = { ...(guardedRoutes.includes(name) ? actor.token : owner.claims()), ...claims };
        const answer = await api.callAs(token, name, { ...validAsk(name, target), ...given });
        expect(answer.status).toBeLessThan(500);
        const refused = answer.status >= 400;
        expect(refused ? withoutRefusals(await itemsOf(api.engine, accountId)) : items).toEqual(items);
        if (!refused) account = await untouched();
      }),
      { numRuns: 40 },
    );
  },
);
