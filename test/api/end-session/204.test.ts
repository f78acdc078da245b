import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a session signs itself out, needs no recent authentication for it, and is refused from then on', async () => {
  const owner = api.owner();
  const other = await owner.signIn();
  const device = await owner.signIn({}, { ago: 86_400 });
  const answer = await device.call('end-session');
  expect([answer.status, answer.text]).toEqual([204, '']);

  const refused = await device.call('end-session');
  const asked = refused.body.signOut;
  expect(refused.body.code).toBe('session-revoked');
  expect(asked).toEqual({
    requestedAt: expect.any(String),
    requestedBy: device.deviceId,
    reason: 'other',
    deliveredAt: asked.requestedAt,
  });
  expect((await other.call('check-in')).status).toBe(200);
  const { activity } = await recordsOf(api.engine, owner.accountId);
  expect(activity.at(-1)).toMatchObject({
    type: 'session-signed-out',
    by: device.deviceId,
    device: { id: device.deviceId },
    sessions: [{ id: device.sessionId }],
  });
  expect(activity.filter(({ type }) => type === 'sign-out-delivered')).toEqual([]);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('the other app on the device stays signed in, and the device stays active', async () => {
  const owner = api.owner();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  const chat = await owner.signIn({
    app: { name: 'Chat' },
    device: { id: mail.deviceId, secret: mail.deviceSecret },
  });
  expect((await mail.call('end-session')).status).toBe(204);
  const { body } = await chat.call('get-session');
  expect(body.device.state).toBe('active');
  expect(body.device.sessions.map(({ state }: { state: string }) => state)).toEqual(['active', 'signed-out']);
  expect((await chat.call('end-session')).status).toBe(204);
  expect((await recordsOf(api.engine, owner.accountId)).devices[0]?.state).toBe('signed-out');
});
