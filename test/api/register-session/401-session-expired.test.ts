import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a sign-in older than its longest session is not registered, however fresh its token', async () => {
  const owner = api.owner();
  const before = await everythingIn(api.engine);
  for (const ago of [30 * 86_400, 31 * 86_400]) {
    const claims = { ...owner.claims({ ago }), iat: owner.claims()['iat'] ?? '' };
    const answer = await api.callAs(claims, 'register-session');
    expect([answer.status, answer.body.code]).toEqual([401, 'session-expired']);
  }
  expect(await everythingIn(api.engine)).toEqual(before);
  expect((await api.callAs(owner.claims({ ago: 30 * 86_400 - 60 }), 'register-session')).status).toBe(201);
});
