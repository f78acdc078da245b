import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a device is not forgotten while an app on it is signed in: itself, another, or with one of its apps signed out', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  await owner.signIn({ app: { name: 'Chat' }, device: { id: mail.deviceId, secret: mail.deviceSecret } });
  await mail.call('end-session');
  const before = await everythingIn(api.engine);
  for (const { deviceId } of [actor, mail]) {
    const answer = await actor.call('forget-device', { params: { deviceId } });
    expect([answer.status, answer.body.code]).toEqual([409, 'device-active']);
  }
  expect(await everythingIn(api.engine)).toEqual(before);
});
