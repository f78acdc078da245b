import { expect, test } from '@jest/globals';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { routeNames, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const { devices } = await seedAccount(api, 2);
const [actor, target] = devices;
await api.engine.stop();

test.each(routeNames)(
  '%s: when the table cannot be asked, the request is refused and told when to come back',
  async (name) => {
    const answer = await actor.call(name, validAsk(name, target));
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(answer.headers['retry-after']).toBe('1');
  },
);
