import { randomUUID } from 'node:crypto';
import { requestOf } from './call-route.ts';
import { claimsOf, inParallel, localOwner } from './local-owner.ts';
import type { LocalDevice, LocalOwner } from './local-owner.ts';
import type { LocalRun } from './local-run.ts';
import { openSocket } from './open-socket.ts';
import type { TestSocket } from './open-socket.ts';
import { send } from './send.ts';

/** How a device of the home is signed out; `others` and `everywhere` take all of them with one request. */
type Way = 'device' | 'app' | 'own' | 'others' | 'everywhere';

const ways = ['device', 'app', 'own'] as const;

export interface ReachableDevice extends LocalDevice {
  key: string;
  name: string;
  pushToken: string | undefined;
  socket: TestSocket | undefined;
  way: Way;
}

export interface ChaosHome {
  owner: LocalOwner;
  laptop: LocalDevice;
  devices: ReachableDevice[];
}

/** So many devices beside the laptop that each of their mails is within the number that an account gets in a day. */
export const devicesEach = 9;

/** Somebody with a laptop and devices that can be told: all with a refresh token, many by push or connection or both. */
export const chaosHome = async (run: LocalRun, index: number, count = devicesEach): Promise<ChaosHome> => {
  const owner = await localOwner(run);
  const laptop = await owner.signIn({ device: { name: 'The laptop' } });
  const whole = index % 4 === 3 ? (index % 8 === 3 ? 'others' : 'everywhere') : undefined;
  const devices = await inParallel(Array.from({ length: count }), 3, async (_, at): Promise<ReachableDevice> => {
    const tokens = await owner.authenticated();
    const call = owner.callAs(tokens.access);
    const name = `Device ${at} of ${index}`;
    const pushToken = at % 3 === 2 ? undefined : `push-${randomUUID()}`;
    if (pushToken) run.secrets.add(pushToken);
    const registered = await call('register-session', {
      body: {
        refreshToken: tokens.refresh,
        device: { name },
        ...(pushToken && { push: { platform: 'fcm', token: pushToken } }),
      },
    });
    const { device, session, deviceSecret } = registered.body;
    run.secrets.add(deviceSecret);
    const connected = at % 3 !== 1;
    const url = connected ? String((await call('create-connection-ticket')).body.url) : undefined;
    if (url) run.secrets.add(new URL(url).searchParams.get('ticket') ?? '');
    return {
      tokens,
      call,
      name,
      pushToken,
      deviceSecret,
      registered,
      deviceId: String(device.id),
      sessionId: String(session.id),
      key: String(claimsOf(tokens.access)['origin_jti']),
      socket: url ? await openSocket(url) : undefined,
      way: whole ?? ways[(at + index) % 3] ?? 'device',
    };
  });
  return { owner, laptop, devices };
};

/** The requests that sign out all of a home's devices. */
export const ordersOf = ({ laptop, devices }: ChaosHome) => {
  const { access } = laptop.tokens;
  const [first] = devices;
  if (first?.way === 'others' || first?.way === 'everywhere') {
    return [requestOf(access, 'sign-out-devices', { body: { scope: first.way } })];
  }
  return devices.map(({ way, deviceId, sessionId, tokens }) => {
    if (way === 'device') return requestOf(access, 'sign-out-device', { params: { deviceId } });
    if (way === 'app') return requestOf(access, 'sign-out-session', { params: { deviceId, sessionId } });
    return requestOf(tokens.access, 'end-session');
  });
};

/** Asks until it is accepted: repeating is safe, as the answer of a server in trouble says. */
export const untilAccepted = async (endpoint: string, order: ReturnType<typeof requestOf>): Promise<void> => {
  for (;;) {
    const { status, text } = await send(endpoint, order);
    // Who signs itself out, or everything, is refused as soon as that has happened.
    if (status === 202 || status === 204 || text.includes('session-revoked')) return;
    if (status !== 500 && status !== 503) throw new Error(`answered ${status} ${text}`);
  }
};
