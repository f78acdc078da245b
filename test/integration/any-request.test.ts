import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { routes } from '../../shared/contracts/routes.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { itemsOf } from '../support/account-records.ts';
import { aimed, anyRequest } from '../support/any-request.ts';
import { answeredOf } from '../support/call-route.ts';
import { checkAnswer } from '../support/check-answer.ts';
import { claimsOf, localOwner } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { send } from '../support/send.ts';
import type { Received, Sent } from '../support/send.ts';
import { routeNames } from '../support/valid-asks.ts';

const run = await useLocalRun();

/** Somebody with two devices, and all that is kept of them. */
const somebody = async () => {
  const owner = await localOwner(run);
  const [device, other] = [await owner.signIn(), await owner.signIn()];
  return { owner, device, other, before: await itemsOf(run.engine, owner.sub) };
};

/** What API Gateway answers itself has a message, and no code. */
const isGateways = ({ status, text }: Received): boolean =>
  [400, 404, 413, 431].includes(status) && /^\{"message":"[\w ]+"\}$/.test(text);

/** Whether a body is one that the contract takes. */
const isTaken = (route: Route, { body = '' }: Sent): boolean => {
  const text = body.toString();
  return route.body.safeParse(text === '' ? {} : JSON.parse(text)).success;
};

describe('whatever is sent, the answer is one of the contract, and what is refused changes nothing', () => {
  test.each(routeNames)('%s', async (name) => {
    let home = await somebody();
    const holds = async (request: Sent) => {
      const { access } = home.device.tokens;
      const sent = aimed(request, home.other);
      const headers = { ...sent.headers, authorization: `Bearer ${access}` };
      const received = await send(run.endpoint, { ...sent, headers });
      if (!isGateways(received)) checkAnswer(name, answeredOf(received), [String(claimsOf(access)['origin_jti'])]);

      const refused = received.status >= 400;
      const after = refused ? await itemsOf(run.engine, home.owner.sub) : home.before;
      expect(received.status).toBeLessThan(500);
      expect(after).toEqual(home.before);
      expect(refused || isTaken(routes[name], sent)).toBe(true);
      if (!refused && routes[name].method !== 'GET') home = await somebody();
    };
    await fc.assert(fc.asyncProperty(anyRequest(name), holds), { numRuns: 40 });
  });
});
