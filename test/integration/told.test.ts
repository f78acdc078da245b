import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import { securityEvent } from '../../shared/contracts/security-event.ts';
import { eventually } from '../support/eventually.ts';
import { localOwner, nextSecond } from '../support/local-owner.ts';
import type { LocalDevice, LocalOwner } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { openSocket } from '../support/open-socket.ts';

const run = await useLocalRun();
const { PushEndpoint: pushEndpoint = '', MailEndpoint: mailEndpoint = '' } = run.local.outputs;

const readJson = async (url: string): Promise<unknown> => (await fetch(url)).json();
const pushedTo = (token: string) => readJson(`${pushEndpoint}/tokens/${token}/messages`);
const mailsTo = async (address: string): Promise<string[]> => {
  const { emails } = (await readJson(`${mailEndpoint}/store`)) as {
    emails: { subject: string; destination: { to: string[] } }[];
  };
  return emails.filter(({ destination }) => destination.to.includes(address)).map(({ subject }) => subject);
};

describe('a device is signed out by another', () => {
  const push = { platform: 'fcm', token: `push-token-${randomUUID()}` };
  let owner: LocalOwner;
  let laptop: LocalDevice;
  let phone: LocalDevice;
  const receipt = async () => (await laptop.call('get-device', { params: { deviceId: phone.deviceId } })).body.signOut;

  beforeAll(async () => {
    run.secrets.add(push.token);
    owner = await localOwner(run);
    laptop = await owner.signIn();
    const tokens = await owner.authenticated();
    const registered = await owner.callAs(tokens.access)('register-session', {
      body: { refreshToken: tokens.refresh, push, device: { name: 'My phone', kind: 'phone' } },
    });
    phone = {
      tokens,
      registered,
      call: owner.callAs(tokens.access),
      deviceId: registered.body.device.id,
      sessionId: registered.body.session.id,
      deviceSecret: registered.body.deviceSecret,
    };
    await laptop.call('sign-out-device', { params: { deviceId: phone.deviceId } });
  });

  test('its refresh token is dead at Cognito, and the receipt says so', async () => {
    await eventually(async () => expect((await receipt()).tokensRevokedAt).toBeDefined());
    await expect(owner.refreshed(phone.tokens)).rejects.toThrow(/revoked|Invalid/i);
    expect((await owner.refreshed(laptop.tokens)).length).toBeGreaterThan(0);
  });

  test('its app is pushed a hint, which says neither who nor what', async () => {
    await eventually(async () => expect((await receipt()).pushedAt).toBeDefined());
    const text = JSON.stringify(await pushedTo(push.token));
    expect(text).toContain('check-in');
    for (const inside of [owner.sub, owner.email, phone.deviceId]) expect(text).not.toContain(inside);
  });

  test('the owner is written to about the new devices and the sign-out', async () => {
    await eventually(async () =>
      expect((await mailsTo(owner.email)).toSorted()).toEqual([
        'A device was signed out of your account',
        'New sign-in to your account',
        'New sign-in to your account',
      ]),
    );
  });

  test('the receipt is whole once the device has confirmed', async () => {
    expect((await phone.call('confirm-sign-out')).status).toBe(204);
    const whole = await receipt();
    for (const step of ['requestedAt', 'tokensRevokedAt', 'pushedAt', 'deliveredAt', 'confirmedAt']) {
      expect([step, whole[step]]).toEqual([step, expect.any(String)]);
    }
    await nextSecond();
    expect(await receipt()).toEqual(whole);
  });
});

describe('a device that holds a connection open', () => {
  const connected = async () => {
    const owner = await localOwner(run);
    const [laptop, console] = [await owner.signIn(), await owner.signIn({ device: { kind: 'console' } })];
    const ticket = async (device: LocalDevice) => {
      const { status, body } = await device.call('create-connection-ticket');
      expect(status).toBe(201);
      run.secrets.add(new URL(body.url).searchParams.get('ticket') ?? '');
      return String(body.url);
    };
    const [own, other] = [await openSocket(await ticket(console)), await openSocket(await ticket(laptop))];
    return { laptop, console, own, other, ticket };
  };

  test('is told, with the event, and disconnected; no other connection hears of it', async () => {
    const { laptop, console, own, other } = await connected();
    const { body } = await laptop.call('sign-out-device', { params: { deviceId: console.deviceId } });
    const event = securityEvent.parse(await own.message());
    expect(event[activityClaim]).toMatchObject({
      type: 'device-signed-out',
      at: body.device.signOut.requestedAt,
      sessions: [console.sessionId],
      by: laptop.deviceId,
    });
    await own.closed();
    await eventually(async () => {
      const { signOut } = (await laptop.call('get-device', { params: { deviceId: console.deviceId } })).body;
      expect(signOut.deliveredAt).toBeDefined();
    });
    other.send({ type: 'ping' });
    expect(await other.message()).toEqual({ type: 'pong' });
  });

  test.each(['everywhere', 'others'] as const)('is told of a sign-out of %s', async (scope) => {
    const { laptop, console, own, other } = await connected();
    expect((await laptop.call('sign-out-devices', { body: { scope } })).status).toBe(202);
    const event = securityEvent.parse(await own.message());
    expect(event[activityClaim].sessions).toEqual([console.sessionId]);
    await own.closed();
    if (scope === 'everywhere') await other.closed();
  });

  test('has signed itself out: its other tab is told as well', async () => {
    const { console, own } = await connected();
    expect((await console.call('end-session')).status).toBe(204);
    expect(securityEvent.parse(await own.message())[activityClaim].by).toBe(console.deviceId);
    await own.closed();
  });

  test('brings a ticket that is good once', async () => {
    const { laptop, ticket } = await connected();
    const url = await ticket(laptop);
    await openSocket(url);
    await expect(openSocket(url)).rejects.toThrow('401');
    await expect(openSocket(url.replace(/ticket=.*/, 'ticket=guessed'))).rejects.toThrow('401');
    await expect(openSocket(url.replace(/\?ticket=.*/, ''))).rejects.toThrow('401');
  });

  test('brings a ticket of a session that has ended meanwhile, and is refused', async () => {
    const { laptop, console, ticket } = await connected();
    const url = await ticket(console);
    await laptop.call('sign-out-device', { params: { deviceId: console.deviceId } });
    await expect(openSocket(url)).rejects.toThrow('401');
  });
});
