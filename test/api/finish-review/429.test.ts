import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a review takes one from the allowance however many it signs out, none where it signs nothing out, and over it is refused', async () => {
  // To the first second of a minute, so that none ends meanwhile.
  api.clock.advance(60 - (Math.floor(api.clock.now().getTime() / 1000) % 60));
  api.limits['sign-out'] = 2;
  const { accountId, devices } = await seedAccount(api, 6);
  const [actor, ...others] = devices;
  const asking = (decision: string, ...of: { deviceId: string }[]) => ({
    body: { decisions: of.map(({ deviceId }) => ({ deviceId, decision })) },
  });
  expect((await actor.call('finish-review', asking('sign-out', ...others.slice(0, 3)))).status).toBe(200);
  expect((await actor.call('finish-review', asking('sign-out', ...others.slice(3, 4)))).status).toBe(200);
  const before = await recordsOf(api.engine, accountId);
  const refused = await actor.call('finish-review', asking('sign-out', ...others.slice(4)));
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  expect(await recordsOf(api.engine, accountId)).toEqual(before);
  expect((await actor.call('finish-review', asking('keep', ...others))).status).toBe(200);
});
