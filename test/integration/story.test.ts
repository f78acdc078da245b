import { beforeAll, describe, expect, test } from '@jest/globals';
import { recordsOf } from '../support/account-records.ts';
import { eventually } from '../support/eventually.ts';
import { claimsOf, localOwner, nextSecond } from '../support/local-owner.ts';
import type { LocalDevice, LocalOwner } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { faultsByDocument } from '../support/openapi-document.ts';
import { routeNames } from '../support/valid-asks.ts';

const run = await useLocalRun();
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const push = { platform: 'fcm', token: 'push-token-of-the-phone' };

describe('two devices sign in, and one signs the other out', () => {
  let owner: LocalOwner;
  let laptop: LocalDevice;
  let phone: LocalDevice;

  beforeAll(async () => {
    run.secrets.add(push.token);
    owner = await localOwner(run);
    laptop = await owner.signIn({}, { headers: { 'user-agent': firefox, 'cloudfront-viewer-country': 'PT' } });
    phone = await owner.signIn({ device: { name: 'My phone', kind: 'phone' }, push });
  });

  test('both are on the list, each as what it is, the one that asks marked', async () => {
    const { body } = await laptop.call('list-devices');
    expect(body.devices).toMatchObject([
      { id: phone.deviceId, name: 'My phone', kind: 'phone', current: false, state: 'active' },
      { id: laptop.deviceId, name: 'Firefox on Linux', kind: 'computer', current: true, lastPlace: { country: 'PT' } },
    ]);
  });

  test("the owner's e-mail address is read with the owner's own token", async () => {
    const { account } = await recordsOf(run.engine, owner.sub);
    expect(account?.email).toBe(owner.email);
  });

  test('registering again with the same token answers the same session, and no secret', async () => {
    const again = await phone.call('register-session');
    expect(again).toMatchObject({ status: 200, body: { session: { id: phone.sessionId } } });
    expect(again.body.deviceSecret).toBeUndefined();
  });

  test('a device that is signed in gets a ticket for an open connection', async () => {
    const { status, body } = await phone.call('create-connection-ticket');
    expect(status).toBe(201);
    run.secrets.add(new URL(body.url).searchParams.get('ticket') ?? '');
  });

  test('the very next request of the signed-out device is refused, and only of that device', async () => {
    expect(await phone.call('check-in')).toMatchObject({ status: 200, body: { state: 'active' } });
    const signedOut = await laptop.call('sign-out-device', {
      params: { deviceId: phone.deviceId },
      body: { reason: 'lost' },
    });
    const refused = await phone.call('check-in');
    expect(signedOut).toMatchObject({
      status: 202,
      body: { device: { state: 'signed-out', signOut: { reason: 'lost', requestedBy: laptop.deviceId } } },
    });
    expect(refused).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
    expect(await laptop.call('check-in')).toMatchObject({ status: 200 });
  });

  test('the receipt tells when it was delivered, and when the device confirmed', async () => {
    const ask = { params: { deviceId: phone.deviceId } };
    // The push is on its way meanwhile, and is the one step that still comes by itself.
    const delivered = await eventually(async () => {
      const { signOut } = (await laptop.call('get-device', ask)).body;
      expect(signOut.pushedAt).toEqual(expect.any(String));
      return signOut;
    });
    expect(delivered.deliveredAt).toEqual(expect.any(String));
    expect(delivered.confirmedAt).toBeUndefined();

    expect(await phone.call('confirm-sign-out')).toMatchObject({ status: 204, text: '' });
    const { body } = await laptop.call('get-device', ask);
    expect(body.signOut).toEqual({ ...delivered, confirmedAt: expect.any(String) });
  });

  test('repeating the sign-out changes nothing and answers the same receipt', async () => {
    const ask = { params: { deviceId: phone.deviceId }, body: { reason: 'stolen' } };
    const first = await laptop.call('sign-out-device', ask);
    const second = await laptop.call('sign-out-device', ask);
    expect(second).toMatchObject({ status: 202, text: first.text });
    expect(second.body.device.signOut.reason).toBe('lost');
  });

  test('a refreshed access token of the signed-out session is refused like the one before', async () => {
    const access = await owner.refreshed(phone.tokens);
    expect(claimsOf(access)['origin_jti']).toBe(claimsOf(phone.tokens.access)['origin_jti']);
    expect(access).not.toBe(phone.tokens.access);
    for (const name of ['check-in', 'get-session', 'list-devices', 'list-activity'] as const) {
      expect(await owner.callAs(access)(name)).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
    }
  });

  test('a refreshed token does not register again, with or without the device', async () => {
    const access = await owner.refreshed(phone.tokens);
    const device = { id: phone.deviceId, secret: phone.deviceSecret };
    for (const body of [{}, { device }, { device: { name: 'Another name' } }]) {
      expect(await owner.callAs(access)('register-session', { body })).toMatchObject({
        status: 401,
        body: { code: 'session-revoked' },
      });
    }
  });

  test('signing in again brings the same device back, under its name and with its history', async () => {
    await nextSecond();
    const back = await owner.signIn({ device: { id: phone.deviceId, secret: phone.deviceSecret } });
    expect(back.deviceId).toBe(phone.deviceId);
    expect(back.registered.body).toMatchObject({ device: { name: 'My phone', kind: 'phone', state: 'active' } });
    expect(back.registered.body.deviceSecret).toBeUndefined();
    expect(await back.call('check-in')).toMatchObject({ status: 200 });
    expect((await laptop.call('list-devices', { query: { state: 'all' } })).body.devices).toHaveLength(2);

    const { body } = await laptop.call('list-device-activity', { params: { deviceId: phone.deviceId } });
    expect(body.activity.map(({ type }: { type: string }) => type)).toEqual([
      'signed-in',
      'sign-out-confirmed',
      'sign-out-delivered',
      'device-signed-out',
      'signed-in',
    ]);
    expect(await phone.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
  });
});

describe('what else a device does with its session', () => {
  test('a token that was never registered is refused everywhere but at registration', async () => {
    const owner = await localOwner(run);
    const { access } = await owner.authenticated();
    for (const name of ['get-session', 'check-in', 'end-session', 'confirm-sign-out', 'list-devices'] as const) {
      expect(await owner.callAs(access)(name)).toMatchObject({ status: 401, body: { code: 'session-not-registered' } });
    }
    expect(await owner.callAs(access)('register-session')).toMatchObject({ status: 201 });
  });

  test('a sign-in in the very second of the sign-out of its device is refused: a tie counts as before', async () => {
    const owner = await localOwner(run);
    const device = await owner.signIn();
    await nextSecond();
    const early = await owner.authenticated();
    await device.call('end-session');
    const body = { device: { id: device.deviceId, secret: device.deviceSecret } };
    expect(await owner.callAs(early.access)('register-session', { body })).toMatchObject({
      status: 401,
      body: { code: 'reauthentication-required' },
    });
  });

  test('a device that signs itself out is refused from then on', async () => {
    const owner = await localOwner(run);
    const device = await owner.signIn();
    expect(await device.call('end-session')).toMatchObject({ status: 204 });
    expect(await device.call('get-session')).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
  });

  test('one app is signed out, and the other on the same device goes on', async () => {
    const owner = await localOwner(run);
    const mail = await owner.signIn({ app: { name: 'Mail' } });
    const device = { id: mail.deviceId, secret: mail.deviceSecret };
    const notes = await owner.signIn({ app: { name: 'Notes' }, device });
    const { deviceId, sessionId } = notes;
    expect(await mail.call('sign-out-session', { params: { deviceId, sessionId } })).toMatchObject({ status: 202 });
    expect(await notes.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
    expect(await mail.call('check-in')).toMatchObject({ status: 200 });
  });

  test('signing out the others leaves the one that asks, and no other', async () => {
    const owner = await localOwner(run);
    const devices = [await owner.signIn(), await owner.signIn(), await owner.signIn()] as const;
    const [kept, ...others] = devices;
    expect(await kept.call('sign-out-devices', { body: { scope: 'others' } })).toMatchObject({ status: 202 });
    for (const other of others) {
      expect(await other.call('list-devices')).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
    }
    expect(await kept.call('list-devices')).toMatchObject({ status: 200, body: { devices: [{ id: kept.deviceId }] } });
  });

  test('at the limit the person chooses which device to sign out, and that frees the place', async () => {
    const owner = await localOwner(run);
    const console_ = { clientId: run.clients.console };
    const first = await owner.signIn({}, console_);
    const second = await owner.signIn({}, console_);
    const third = await owner.authenticated(run.clients.console);
    const full = await owner.callAs(third.access)('register-session');
    expect(full).toMatchObject({ status: 409, body: { code: 'device-limit-reached' } });
    expect(full.body.devices.map(({ id }: { id: string }) => id)).toEqual([second.deviceId, first.deviceId]);

    await second.call('sign-out-device', { params: { deviceId: first.deviceId } });
    await nextSecond();
    expect(await owner.signIn({}, console_)).toMatchObject({ registered: { status: 201 } });
    expect(await second.call('check-in')).toMatchObject({ status: 200 });
  });

  test("somebody else's device answers exactly like one that does not exist", async () => {
    const [owner, stranger] = [await localOwner(run), await localOwner(run)];
    const [device, strange] = [await owner.signIn(), await stranger.signIn()];
    for (const name of ['get-device', 'sign-out-device', 'forget-device', 'list-device-activity'] as const) {
      const theirs = await device.call(name, { params: { deviceId: strange.deviceId } });
      const nobodys = await device.call(name, { params: { deviceId: `dev_${'0'.repeat(26)}` } });
      expect(theirs).toMatchObject({ status: 404, text: nobodys.text });
    }
    expect(await strange.call('check-in')).toMatchObject({ status: 200 });
  });

  test('a device is renamed, trusted, signed out and forgotten', async () => {
    const owner = await localOwner(run);
    const [laptop, tablet] = [await owner.signIn(), await owner.signIn()];
    const params = { deviceId: tablet.deviceId };
    expect(await laptop.call('update-device', { params, body: { name: 'Küche 🍳', trusted: true } })).toMatchObject({
      status: 200,
      body: { name: 'Küche 🍳', trusted: true },
    });
    expect(await laptop.call('forget-device', { params })).toMatchObject({
      status: 409,
      body: { code: 'device-active' },
    });
    await laptop.call('sign-out-device', { params });
    expect(await laptop.call('forget-device', { params })).toMatchObject({ status: 204 });
    expect(await laptop.call('get-device', { params })).toMatchObject({ status: 404 });
    expect(await tablet.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-revoked' } });
  });

  test('a review keeps one device and signs another out; the settings say when the next one is', async () => {
    const owner = await localOwner(run);
    const [laptop, tablet] = [await owner.signIn(), await owner.signIn({ device: { name: 'Tablet' } })];
    expect((await laptop.call('get-review')).body).toMatchObject({
      lastReviewedAt: null,
      nextReviewOn: expect.any(String),
      devices: [
        { id: tablet.deviceId, attention: ['new-device'] },
        { id: laptop.deviceId, attention: [], current: true },
      ],
    });
    const decisions = [
      { deviceId: laptop.deviceId, decision: 'keep' },
      { deviceId: tablet.deviceId, decision: 'sign-out', reason: 'not-mine' },
    ];
    const { status, body } = await laptop.call('finish-review', { body: { decisions } });
    expect([status, body.devices]).toMatchObject([200, [{ outcome: 'kept' }, { outcome: 'signed-out' }]]);
    expect(await tablet.call('check-in')).toMatchObject({ status: 401, body: { signOut: { reason: 'not-mine' } } });
    const reviewed = { lastReviewedAt: body.reviewedAt, nextReviewOn: body.nextReviewOn };
    expect((await laptop.call('get-settings')).body).toEqual({
      reminders: true,
      language: 'en',
      email: owner.email,
      delivery: 'ok',
      ...reviewed,
    });
    const set = { reminders: false, language: 'de' };
    expect((await laptop.call('update-settings', { body: set })).body).toMatchObject({ ...set, ...reviewed });
  });

  test('a list is read page by page, each device once', async () => {
    const owner = await localOwner(run);
    const devices = [await owner.signIn(), await owner.signIn(), await owner.signIn(), await owner.signIn()] as const;
    const [device] = devices;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await device.call('list-devices', { query: { limit: '3', ...(cursor && { cursor }) } });
      seen.push(...body.devices.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(devices.map(({ deviceId }) => deviceId).toReversed());
  });
});

test('all these answers are as the OpenAPI document says', () => {
  const faults = run.answers.flatMap(({ route, answered }) => faultsByDocument(route, answered));
  expect(faults).toEqual([]);
  // Every route, and more than its success.
  expect(new Set(run.answers.map(({ route }) => route)).size).toBe(routeNames.length);
  expect(new Set(run.answers.map(({ answered }) => answered.status))).toEqual(
    new Set([200, 201, 202, 204, 401, 404, 409]),
  );
});
