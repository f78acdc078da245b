import { randomUUID } from 'node:crypto';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import type { Change } from '../../shared/domain/ports.ts';
import type { Session } from '../../shared/domain/session/session.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Answered, Ask, TestApi, TestOwner } from './test-api.ts';

export interface SeededDevice {
  /** The claims of the token with which it registered. */
  token: Record<string, string>;
  deviceId: string;
  sessionId: string;
  deviceSecret: string;
  call: (name: RouteName, ask?: Ask) => Promise<Answered>;
}

/** As many as asked for, where the number is known when the test is written. */
type Several<Count extends number, Some extends SeededDevice[] = []> = number extends Count
  ? SeededDevice[]
  : Some['length'] extends Count
    ? Some
    : Several<Count, [...Some, SeededDevice]>;

/** As many devices as fit one transaction, each with a session and the activity of its sign-in. */
const batch = 24;

/**
 * An account with devices that have each registered one session, written as registration would have written it but
 * in few transactions. The first device is the oldest; `state` chooses, by index, which of them are signed out.
 */
export const seedAccount = async <Count extends number>(
  api: TestApi,
  count: Count,
  given: {
    owner?: TestOwner;
    signedOut?: (index: number) => boolean;
    device?: Partial<Device>;
    clientId?: string;
    ago?: number;
  } = {},
) => {
  const owner = given.owner ?? api.owner();
  const { accountId } = owner;
  const at = api.clock.now().toISOString();
  const account: Account = { accountId, version: 1, createdAt: at };
  const devices = Array.from({ length: count }, (_, index) => {
    const token = owner.claims({
      ...(given.ago !== undefined && { ago: given.ago }),
      ...(given.clientId && { clientId: given.clientId }),
    });
    const { secret, hash } = api.world.secrets.create();
    const deviceId = api.world.newId.device();
    const orderId = api.world.newId.activity();
    const signOut = given.signedOut?.(index)
      ? ({ orderId, requestedAt: at, requestedBy: deviceId, reason: 'unused' } as const)
      : undefined;
    const session: Session = {
      accountId,
      key: token['origin_jti'] ?? randomUUID(),
      id: api.world.newId.session(),
      deviceId,
      version: 1,
      clientId: token['client_id'] ?? '',
      app: { name: 'Demo app' },
      authTime: Number(token['auth_time']),
      createdAt: at,
      lastSeenAt: at,
      endsAt: Number(token['auth_time']) + 30 * 86_400,
      tokensEndAt: Number(token['auth_time']) + 30 * 86_400,
      state: signOut ? 'signed-out' : 'active',
      ...(signOut && { signOut }),
    };
    const { accountId: _a, deviceId: _d, version: _v, tokensEndAt: _t, id, ...onDevice } = session;
    const device: Device = {
      accountId,
      id: deviceId,
      version: 1,
      name: `Device ${index}`,
      kind: 'computer',
      os: null,
      model: null,
      trusted: false,
      secretHash: hash,
      firstSeenAt: at,
      lastSeenAt: at,
      lastPlace: null,
      state: session.state === 'active' ? 'active' : 'signed-out',
      sessions: { [id]: onDevice },
      ...(signOut && { signOut, signedOutAt: Math.floor(Date.parse(at) / 1000) }),
      ...given.device,
    };
    const told = {
      accountId,
      at,
      device: { id: deviceId, name: device.name },
      sessions: [{ id, key: session.key, app: session.app }],
    };
    const changes: Change[] = [
      { kind: 'device', before: undefined, after: device },
      { kind: 'session', before: undefined, after: session },
      { kind: 'activity', activity: activityOf({ ...told, id: api.world.newId.activity(), type: 'signed-in' }) },
      ...(signOut
        ? [{ kind: 'activity' as const, activity: activityOf({ ...told, id: orderId, type: 'device-signed-out' }) }]
        : []),
    ];
    return {
      token,
      deviceId: deviceId,
      sessionId: id,
      deviceSecret: secret,
      changes,
      call: (name: RouteName, ask?: Ask) => api.callAs(token, name, ask),
    };
  });
  for (let from = 0; from < devices.length; from += batch) {
    const written = await api.store.commit(accountId, [
      ...(from === 0 ? [{ kind: 'account' as const, before: undefined, after: account }] : []),
      ...devices.slice(from, from + batch).flatMap(({ changes }) => changes),
    ]);
    if (written !== 'committed') throw new Error('the seed was not taken');
  }
  return { owner, accountId, devices: devices as SeededDevice[] as Several<Count> };
};
