import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { everythingIn, recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { edgeKey } from '../../support/test-api.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { userAgents } from '../../support/user-agents.ts';

const api = await useTestApi();

test('a fresh sign-in from a new device answers its session, its device and the device secret', async () => {
  const owner = api.owner();
  const device = { name: 'My laptop', kind: 'computer', os: 'Debian 12', model: 'ThinkPad X1' };
  const { registered, sessionId, deviceId } = await owner.signIn({ device, app: { name: 'Mail' } });
  const at = registered.session.createdAt;
  expect(Math.abs(Date.parse(at) - api.clock.now().getTime())).toBeLessThan(10_000);
  const session = { id: sessionId, app: { name: 'Mail' }, state: 'active', createdAt: at, lastSeenAt: at };
  expect(registered).toEqual({
    session,
    device: {
      ...device,
      id: deviceId,
      current: true,
      trusted: false,
      state: 'active',
      firstSeenAt: at,
      lastSeenAt: at,
      lastPlace: null,
      sessions: [session],
    },
    deviceSecret: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('the history says that a device signed in that was not seen before', async () => {
  const owner = api.owner();
  const device = await owner.signIn({ device: { name: 'Laptop' } });
  expect((await device.call('list-activity')).body.activity).toEqual([
    {
      id: expect.stringMatching(/^act_[0-9a-z]{26}$/),
      type: 'signed-in',
      at: device.registered.session.createdAt,
      device: { id: device.deviceId, name: 'Laptop' },
      sessions: [{ id: device.sessionId, app: { name: 'Demo app' } }],
      by: device.deviceId,
      place: null,
      reason: null,
      detail: 'new-device',
    },
  ]);
});

test('of the device secret only its digest is kept', async () => {
  const owner = api.owner();
  const { deviceSecret } = await owner.signIn();
  const { devices } = await recordsOf(api.engine, owner.accountId);
  expect(devices.map(({ secretHash }) => secretHash)).toEqual([
    createHash('sha256').update(deviceSecret).digest('base64url'),
  ]);
  expect(JSON.stringify(await everythingIn(api.engine))).not.toContain(deviceSecret);
});

test('the refresh token lies in the vault, under the sign-in, until the end of its tokens, and nowhere else', async () => {
  const owner = api.owner();
  const { token } = await owner.signIn({ refreshToken: 'refresh-token-of-this-sign-in' });
  const { Item: kept } = await api.engine.client.send(
    new GetCommand({ TableName: api.engine.tables.vault, Key: { pk: `SESSION#${token['origin_jti']}` } }),
  );
  expect(kept).toEqual({
    pk: `SESSION#${token['origin_jti']}`,
    refreshToken: 'refresh-token-of-this-sign-in',
    clientId: 'demo-client',
    expiresAt: Number(token['auth_time']) + 30 * 86_400,
  });
  const holding = (await everythingIn(api.engine)).filter((item) =>
    JSON.stringify(item).includes('refresh-token-of-this-sign-in'),
  );
  expect(holding).toEqual([kept]);
});

test('a sign-in without a refresh token leaves nothing in the vault', async () => {
  const { token } = await api.owner().signIn();
  const { Item: kept } = await api.engine.client.send(
    new GetCommand({ TableName: api.engine.tables.vault, Key: { pk: `SESSION#${token['origin_jti']}` } }),
  );
  expect(kept).toBeUndefined();
});

test('the push registration is kept with the session, and shown to nobody', async () => {
  const owner = api.owner();
  const push = { platform: 'fcm', token: 'push-token-of-this-device' };
  const { registered } = await owner.signIn({ push });
  const { sessions } = await recordsOf(api.engine, owner.accountId);
  expect(sessions[0]?.push).toEqual(push);
  expect(JSON.stringify(registered)).not.toContain('push-token');
});

test.each([
  ['200 characters', 'x'.repeat(200)],
  ['200 emoji of two code units', '🙂'.repeat(200)],
  ['one character', 'x'],
  ['right to left', 'המחשב של דנה ‏(בית)'],
  ['Chinese', '客厅的平板电脑'],
  ['combined emoji', '👩‍👩‍👧‍👦 tablet'],
  ['decomposed letters', 'Cafe\u0301'],
  ['markup', '<script>alert("1")</script> & <b>bold</b>'],
  ['quotes and backslashes', `"'\\\`$\{name}%s`],
  ['spaces at its ends', '  Laptop  '],
  ['an object key', '__proto__'],
])('a name of %s is kept as it was given', async (_what, name) => {
  const owner = api.owner();
  const device = await owner.signIn({ device: { name, os: name, model: name }, app: { name } });
  const shown = (await device.call('get-device', { params: { deviceId: device.deviceId } })).body;
  expect([shown.name, shown.os, shown.model, shown.sessions[0].app.name]).toEqual([name, name, name, name]);
  expect((await device.call('list-activity')).body.activity[0].device.name).toBe(name);
});

test.each([
  ['firefoxOnLinux', 'Firefox on Linux', 'computer', 'Linux', null],
  ['chromeOnWindows', 'Chrome on Windows', 'computer', 'Windows 10', null],
  ['edgeOnWindows', 'Edge on Windows', 'computer', 'Windows 10', null],
  ['safariOnMac', 'Safari on Mac OS', 'computer', 'Mac OS 10.15.7', 'Macintosh'],
  ['safariOnIPhone', 'Safari on iPhone', 'phone', 'iOS 17.5', 'iPhone'],
  ['safariOnIPad', 'Safari on iPad', 'tablet', 'iOS 16.6', 'iPad'],
  ['chromeOnPixel', 'Chrome on Pixel 8', 'phone', 'Android 14', 'Pixel 8'],
  ['samsungInternet', 'Samsung Internet on SM-S911B', 'phone', 'Android 13', 'SM-S911B'],
  ['androidTablet', 'Chrome on SM-X700', 'tablet', 'Android 13', 'SM-X700'],
  ['samsungTv', 'Safari on Tizen', 'tv', 'Tizen 6.0', null],
  ['playStation', 'Safari on PlayStation 5', 'console', 'PlayStation 5', 'PlayStation 5'],
  ['chromebook', 'Chrome on Chromium OS', 'computer', 'Chromium OS 14541.0.0', null],
  ['curl', 'Unknown device', 'other', null, null],
  ['okHttp', 'Unknown device', 'other', null, null],
] as const)('%s is read from the user agent as "%s"', async (agent, name, kind, os, model) => {
  const { registered } = await api.owner().signIn({}, { headers: { 'user-agent': userAgents[agent] } });
  expect(registered.device).toMatchObject({ name, kind, os, model });
});

test('what the body says counts before what the user agent says', async () => {
  const { registered } = await api
    .owner()
    .signIn({ device: { name: 'Kiosk', kind: 'other' } }, { headers: { 'user-agent': userAgents.firefoxOnLinux } });
  expect(registered.device).toMatchObject({ name: 'Kiosk', kind: 'other', os: 'Linux', model: null });
});

test.each([
  ['no user agent', ''],
  [
    'an emoji where the name is cut',
    `Mozilla/5.0 (Linux; Android 14; a${'🙂'.repeat(120)}) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36`,
  ],
  [
    'half a surrogate pair',
    'Mozilla/5.0 (Linux; Android 14; \ud83d Pixel) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36',
  ],
  [
    'control characters',
    'Mozilla/5.0 (Linux; Android 14; \u0001\u0085) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36',
  ],
  ['100 KB', `Mozilla/5.0 ${'(Linux; '.repeat(12_500)}`],
])('a user agent with %s still gives a device with a name as the contract has it', async (_what, agent) => {
  const owner = api.owner();
  const { registered } = await owner.signIn({}, { headers: { 'user-agent': agent } });
  expect(registered.device.name.isWellFormed()).toBe(true);
  const { devices } = await recordsOf(api.engine, owner.accountId);
  expect(devices.map(({ name }) => name)).toEqual([registered.device.name]);
});

test('a returning device is found by its id and secret: it keeps its name, gets no new secret, and is on the list once', async () => {
  const owner = api.owner();
  const first = await owner.signIn({
    device: { name: 'Laptop', kind: 'computer', os: 'Linux 5' },
    app: { name: 'Mail' },
  });
  api.clock.advance(60);
  const again = await owner.signIn({
    device: { id: first.deviceId, secret: first.deviceSecret, name: 'Other name', kind: 'phone', os: 'Linux 6' },
    app: { name: 'Chat' },
  });
  expect(again.deviceId).toBe(first.deviceId);
  expect(again.registered).not.toHaveProperty('deviceSecret');
  expect(again.registered.device).toMatchObject({ name: 'Laptop', kind: 'computer', os: 'Linux 6' });
  expect(again.registered.device.sessions.map(({ app }: { app: { name: string } }) => app.name)).toEqual([
    'Chat',
    'Mail',
  ]);
  expect(again.registered.device.lastSeenAt).toBe(again.registered.session.createdAt);
  expect(again.registered.device.firstSeenAt).toBe(first.registered.device.firstSeenAt);
  expect((await first.call('check-in')).status).toBe(200);
  expect((await again.call('list-devices')).body.devices).toHaveLength(1);
  expect((await again.call('list-activity')).body.activity[0].detail).toBe('known-device');
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('an id without its right secret makes a new device and leaves the one it names alone', async () => {
  const owner = api.owner();
  const first = await owner.signIn({ device: { name: 'Laptop' } });
  const stranger = await api.owner().signIn();
  const before = (await recordsOf(api.engine, owner.accountId)).devices;
  const { deviceId: id, deviceSecret: secret } = first;
  const claims = [
    { id },
    { secret },
    { id, secret: `${secret.slice(0, -1)}_` },
    { id, secret: secret.toUpperCase() },
    { id, secret: `${secret} ` },
    { id, secret: stranger.deviceSecret },
    { id: id.toUpperCase(), secret },
    { id: stranger.deviceId, secret: stranger.deviceSecret },
    { id: 'dev_00000000000000000000000000', secret },
    { id: 'META', secret },
    { id: '', secret },
    { id: '__proto__', secret },
    { id: '\0', secret },
    { id: 'x'.repeat(200), secret },
    { id: '客'.repeat(200), secret },
    { id: '\ud800', secret: '\udfff' },
  ];
  const made = new Set<string>();
  for (const device of claims) {
    const answer = await api.callAs(owner.claims(), 'register-session', { body: { device } });
    expect([device, answer.status, answer.body.deviceSecret]).toEqual([device, 201, expect.any(String)]);
    made.add(answer.body.device.id);
  }
  expect(made.size).toBe(claims.length);
  expect(made.has(id)).toBe(false);
  expect((await recordsOf(api.engine, owner.accountId)).devices).toEqual(expect.arrayContaining(before));
  expect((await recordsOf(api.engine, stranger.token['sub'] ?? '')).devices[0]?.id).toBe(stranger.deviceId);
});

test('an app that signs in again on its device takes the place of its old session, which is refused', async () => {
  const owner = api.owner();
  const first = await owner.signIn();
  const again = await owner.signIn({ device: { id: first.deviceId, secret: first.deviceSecret } });
  const [current, old] = again.registered.device.sessions;
  expect([current.id, current.state, old.id, old.state]).toEqual([
    again.sessionId,
    'active',
    first.sessionId,
    'signed-out',
  ]);
  expect(old.signOut).toEqual({ requestedAt: expect.any(String), requestedBy: first.deviceId, reason: 'other' });
  expect((await first.call('check-in')).body.code).toBe('session-revoked');
  expect((await again.call('check-in')).status).toBe(200);
  const { activity } = (await again.call('list-activity')).body;
  expect(activity.map(({ type }: { type: string }) => type)).toEqual([
    'sign-out-delivered',
    'session-replaced',
    'signed-in',
    'signed-in',
  ]);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('the same app at another client of the pool, or under another name, does not take its place', async () => {
  const owner = api.owner();
  const first = await owner.signIn();
  const device = { id: first.deviceId, secret: first.deviceSecret };
  await owner.signIn({ device, app: { name: 'Other' } });
  await owner.signIn({ device, app: { name: 'Demo app' } }, { clientId: 'console-client' });
  expect((await first.call('check-in')).status).toBe(200);
});

test('a device has at most 40 live sessions: the oldest gives way; and remembers the last 20 that ended', async () => {
  const owner = api.owner();
  const first = await owner.signIn({ app: { name: 'App 0' } });
  const device = { id: first.deviceId, secret: first.deviceSecret };
  const others = [];
  for (let n = 1; n <= 40; n++) others.push(await owner.signIn({ device, app: { name: `App ${n}` } }));
  expect((await first.call('check-in')).body.code).toBe('session-revoked');
  for (const other of others) expect((await other.call('check-in')).status).toBe(200);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);

  await others[0]?.call('sign-out-device', { params: { deviceId: first.deviceId } });
  api.clock.advance(1);
  const back = await owner.signIn({ device });
  expect(back.registered.device.sessions).toHaveLength(21);
  for (const other of others) expect((await other.call('check-in')).body.code).toBe('session-revoked');
  const last = await owner.signIn({ device });
  expect(last.registered.device.sessions).toHaveLength(22);
});

test("the owner's e-mail is read with the owner's own token at each sign-in, and the last one known is kept", async () => {
  const owner = api.owner();
  const headers = { authorization: 'Bearer token-of-owner' };
  const emailAfterSignIn = async () => {
    await owner.signIn({}, { headers });
    return (await recordsOf(api.engine, owner.accountId)).account?.email;
  };
  api.emails.set('token-of-owner', 'owner@example.com');
  expect(await emailAfterSignIn()).toBe('owner@example.com');
  api.emails.set('token-of-owner', 'moved@example.com');
  expect(await emailAfterSignIn()).toBe('moved@example.com');
  api.emails.delete('token-of-owner');
  expect(await emailAfterSignIn()).toBe('moved@example.com');
});

test('a registration does not fail for want of an e-mail, and the next one asks again', async () => {
  const owner = api.owner();
  const headers = { authorization: 'bearer token-of-another-owner' };
  await owner.signIn({}, { headers });
  expect((await recordsOf(api.engine, owner.accountId)).account).not.toHaveProperty('email');
  api.emails.set('token-of-another-owner', 'another@example.com');
  await owner.signIn({}, { headers });
  expect((await recordsOf(api.engine, owner.accountId)).account?.email).toBe('another@example.com');
});

test('a shared computer gets a short session that ends by itself; a private one lasts', async () => {
  const owner = api.owner();
  const own = await owner.signIn();
  const shared = await owner.signIn({ shared: true });
  api.clock.advance(3595);
  expect((await shared.call('check-in')).status).toBe(200);
  api.clock.advance(10);
  expect((await shared.call('check-in')).body.code).toBe('session-expired');
  expect((await own.call('list-devices')).body.devices).toHaveLength(1);
  api.clock.advance(30 * 86_400 - 3610);
  expect((await own.call('check-in')).status).toBe(200);
  api.clock.advance(15);
  expect((await own.call('check-in')).body.code).toBe('session-expired');
});

test('behind CloudFront the place and the kind of the device are known', async () => {
  const headers = {
    'x-origin-key': edgeKey,
    'cloudfront-viewer-city': 'K%C3%B6ln',
    'cloudfront-viewer-country-region-name': 'Nordrhein-Westfalen',
    'cloudfront-viewer-country': 'DE',
    'cloudfront-is-mobile-viewer': 'true',
    'cloudfront-is-tablet-viewer': 'true',
  };
  const device = await api.owner().signIn({}, { headers });
  const place = { city: 'Köln', region: 'Nordrhein-Westfalen', country: 'DE' };
  expect(device.registered.device).toMatchObject({ lastPlace: place, kind: 'tablet' });
  expect((await device.call('list-activity')).body.activity[0].place).toEqual(place);
});
