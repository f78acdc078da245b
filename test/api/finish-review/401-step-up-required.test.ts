import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('one sign-out among many decisions asks for a recent authentication, and nothing of the review is done before', async () => {
  const { devices } = await seedAccount(api, 3, { ago: 3600 });
  const [actor, kept, gone] = devices;
  const decisions = [
    { deviceId: actor.deviceId, decision: 'keep' },
    { deviceId: kept.deviceId, decision: 'not-sure' },
  ];
  const before = await everythingIn(api.engine);
  const refused = await actor.call('finish-review', {
    body: { decisions: [...decisions, { deviceId: gone.deviceId, decision: 'sign-out' }] },
  });
  expect([refused.status, refused.body.code, refused.body.max_age]).toEqual([401, 'step-up-required', 900]);
  expect(await everythingIn(api.engine)).toEqual(before);
  expect((await actor.call('finish-review', { body: { decisions } })).status).toBe(200);
});
