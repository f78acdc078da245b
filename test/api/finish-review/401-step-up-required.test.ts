import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test.each(['keep', 'not-sure', 'sign-out'])(
  '%s: a review asks for a recent authentication, whatever it decides, and nothing of it is done before',
  async (decision) => {
    const { owner, devices } = await seedAccount(api, 3, { ago: 3600 });
    const [actor, kept, decided] = devices;
    const decisions = [
      { deviceId: kept.deviceId, decision: 'keep' },
      { deviceId: decided.deviceId, decision },
    ];
    const before = await everythingIn(api.engine);
    for (const body of [{ decisions }, { decisions: [] }]) {
      const refused = await actor.call('finish-review', { body });
      expect([refused.status, refused.body.code, refused.body.max_age]).toEqual([401, 'step-up-required', 900]);
    }
    expect(await everythingIn(api.engine)).toEqual(before);
    const recent = await owner.signIn();
    expect((await recent.call('finish-review', { body: { decisions } })).status).toBe(200);
  },
);
