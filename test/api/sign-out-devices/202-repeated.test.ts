import { expect, test } from '@jest/globals';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const others = { body: { scope: 'others' } };

test('signing out the others again, with nobody signed in elsewhere since, changes nothing and answers the same', async () => {
  const owner = api.owner();
  const [phone] = [await owner.signIn(), await owner.signIn()];
  const first = await phone.call('sign-out-devices', others);
  api.clock.advance(5);
  const again = await phone.call('sign-out-devices', others);
  expect(again).toEqual(first);
  const { activity } = (await phone.call('list-activity')).body;
  expect(activity.filter(({ type }: { type: string }) => type === 'others-signed-out')).toHaveLength(1);
});

test('signing out the others again signs out who has signed in since', async () => {
  const owner = api.owner();
  const [phone] = [await owner.signIn(), await owner.signIn()];
  await phone.call('sign-out-devices', others);
  api.clock.advance(5);
  const back = await owner.signIn();
  api.clock.advance(5);
  expect((await phone.call('sign-out-devices', others)).status).toBe(202);
  expect((await back.call('check-in')).body.code).toBe('session-revoked');
});
