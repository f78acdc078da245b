import { expect, test } from '@jest/globals';
import { itemsOf } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const nobody = { deviceId: 'dev_00000000000000000000000000' };

test.each(['keep', 'not-sure', 'sign-out'] as const)(
  "%s: someone else's device is answered as one that does not exist, and nothing of theirs is told or changed",
  async (decision) => {
    const mine = await seedAccount(api, 1);
    const theirs = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
    const before = await itemsOf(api.engine, theirs.accountId);
    const [me] = mine.devices;
    for (const { deviceId } of [nobody, ...theirs.devices]) {
      const { status, body } = await me.call('finish-review', { body: { decisions: [{ deviceId, decision }] } });
      expect([status, body.devices]).toEqual([200, [{ deviceId, outcome: 'not-found' }]]);
    }
    expect(await itemsOf(api.engine, theirs.accountId)).toEqual(before);
    expect((await theirs.devices[0].call('check-in')).status).toBe(200);
    const { activity } = (await me.call('list-activity')).body;
    expect(activity.filter(({ type }: { type: string }) => type === 'device-signed-out')).toEqual([]);
    expect(activity[0]).toMatchObject({ type: 'review-finished', detail: null });
  },
);

test('one that is not there does not keep the others from being done', async () => {
  const { devices } = await seedAccount(api, 3);
  const [actor, gone, kept] = devices;
  const { body } = await actor.call('finish-review', {
    body: {
      decisions: [
        { ...nobody, decision: 'sign-out' },
        { deviceId: gone.deviceId, decision: 'sign-out' },
        { deviceId: kept.deviceId, decision: 'keep' },
      ],
    },
  });
  expect(body.devices.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['not-found', 'signed-out', 'kept']);
  const { activity } = (await actor.call('list-activity')).body;
  expect(activity[0]).toMatchObject({ type: 'review-finished', detail: 'kept:1,signed-out:1' });
  expect((await gone.call('check-in')).status).toBe(401);
});
