import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

const twoApps = async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  const chat = await owner.signIn({ app: { name: 'Chat' }, device: { id: mail.deviceId, secret: mail.deviceSecret } });
  const paramsOf = ({ deviceId, sessionId }: typeof mail) => ({ deviceId, sessionId });
  return { owner, actor, mail, chat, paramsOf };
};

test('one app is signed out and the other on the same device is left alone', async () => {
  const { owner, actor, mail, chat, paramsOf } = await twoApps();
  const answer = await actor.call('sign-out-session', { params: paramsOf(mail), body: { reason: 'not-mine' } });
  expect(answer.status).toBe(202);
  expect(answer.body.device).toMatchObject({
    id: mail.deviceId,
    state: 'active',
    sessions: [
      { id: chat.sessionId, state: 'active' },
      { id: mail.sessionId, state: 'signed-out', signOut: { requestedBy: actor.deviceId, reason: 'not-mine' } },
    ],
  });
  expect((await mail.call('check-in')).body.code).toBe('session-revoked');
  expect((await chat.call('check-in')).status).toBe(200);
  const [newest, latest] = (await actor.call('list-activity')).body.activity;
  expect(newest.type).toBe('sign-out-delivered');
  expect(latest).toMatchObject({
    type: 'session-signed-out',
    device: { id: mail.deviceId },
    sessions: [{ id: mail.sessionId, app: { name: 'Mail' } }],
    by: actor.deviceId,
    reason: 'not-mine',
  });
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('repeating it changes nothing and answers the same byte for byte', async () => {
  const { actor, mail, paramsOf } = await twoApps();
  const first = await actor.call('sign-out-session', { params: paramsOf(mail), body: { reason: 'lost' } });
  const before = await everythingIn(api.engine);
  api.clock.advance(60);
  const again = await actor.call('sign-out-session', { params: paramsOf(mail) });
  expect([again.status, again.text]).toEqual([202, first.text]);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('signing out the last app signs out the device, each app with its own receipt', async () => {
  const { owner, actor, mail, chat, paramsOf } = await twoApps();
  await actor.call('sign-out-session', { params: paramsOf(mail), body: { reason: 'lost' } });
  const { body } = await actor.call('sign-out-session', { params: paramsOf(chat), body: { reason: 'unused' } });
  expect(body.device).toMatchObject({
    state: 'signed-out',
    signOut: { reason: 'unused' },
    sessions: [{ signOut: { reason: 'unused' } }, { signOut: { reason: 'lost' } }],
  });
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('an app signs out another app on its own device without a recent authentication', async () => {
  const owner = api.owner();
  const mail = await owner.signIn({ app: { name: 'Mail' } }, { ago: 86_400 });
  const device = { id: mail.deviceId, secret: mail.deviceSecret };
  const chat = await owner.signIn({ app: { name: 'Chat' }, device }, { ago: 86_400 });
  const params = { deviceId: chat.deviceId, sessionId: chat.sessionId };
  expect((await mail.call('sign-out-session', { params })).status).toBe(202);
  expect((await mail.call('check-in')).status).toBe(200);
  expect((await chat.call('check-in')).body.signOut).toMatchObject({ requestedBy: mail.deviceId });
});
