import { expect, test } from '@jest/globals';
import { useTestApi } from '../../support/use-test-api.ts';
import { routeNames, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const device = await api.owner().signIn();

test.each(routeNames)(
  '%s: a token that cannot be tied to a sign-in is refused, and the answer says how to mend it',
  async (name) => {
    const { origin_jti: _, ...claims } = device.token;
    for (const token of [claims, { ...claims, origin_jti: '' }]) {
      const answer = await api.callAs(token, name, validAsk(name, device));
      expect([answer.status, answer.body.code]).toEqual([403, 'token-revocation-disabled']);
      expect(answer.body.detail).toContain('EnableTokenRevocation');
    }
  },
);
