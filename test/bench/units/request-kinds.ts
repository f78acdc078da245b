import type { Answered, TestApi, TestDevice } from '../../support/test-api.ts';
import { seedAccount } from '../../support/seed-account.ts';

/** One kind of request: `prepare` makes what it needs and gives the request itself, which alone is counted. */
export interface RequestKind {
  name: string;
  status: number;
  prepare: (api: TestApi) => Promise<() => Promise<Answered>>;
}

/** As long as one of Cognito's. */
const refreshToken = 'x'.repeat(1800);
const registrationBody = { refreshToken };
/** More than the five minutes within which "last seen" is not written again. */
const laterSeconds = 400;

const kind = (name: string, status: number, prepare: RequestKind['prepare']): RequestKind => ({
  name,
  status,
  prepare,
});

const registerWith = async (api: TestApi, body: Record<string, unknown>, owner = api.owner()) => {
  const token = owner.claims();
  return () => api.callAs(token, 'register-session', { body });
};

/** Two devices of one account: one that asks, one that is asked about. */
const two = async (api: TestApi): Promise<[asker: TestDevice, other: TestDevice]> => {
  const owner = api.owner();
  return [await owner.signIn(registrationBody), await owner.signIn(registrationBody)];
};

const signedOut = async (api: TestApi): Promise<[asker: TestDevice, other: TestDevice]> => {
  const [asker, other] = await two(api);
  await asker.call('sign-out-device', { params: { deviceId: other.deviceId } });
  return [asker, other];
};

const list = (count: number): RequestKind =>
  kind(`list ${count} devices`, 200, async (api) => {
    const { devices } = await seedAccount(api, count);
    return async () => {
      const [first] = devices;
      if (!first) throw new Error('an account without devices has nobody who asks');
      return first.call('list-devices', { query: { limit: '100' } });
    };
  });

export const checkIn = 'check-in';
export const checkInThatNotes = 'check-in that notes "last seen"';

export const requestKinds: readonly RequestKind[] = [
  kind(checkIn, 200, async (api) => {
    const [device] = await two(api);
    return () => device.call('check-in');
  }),
  kind(checkInThatNotes, 200, async (api) => {
    const [device] = await two(api);
    return () => {
      api.clock.advance(laterSeconds);
      return device.call('check-in');
    };
  }),
  kind('current session', 200, async (api) => {
    const [device] = await two(api);
    return () => device.call('get-session');
  }),
  list(10),
  list(100),
  kind('list 20 activities', 200, async (api) => {
    const { devices } = await seedAccount(api, 20);
    return async () => {
      const [first] = devices;
      if (!first) throw new Error('an account without devices has nobody who asks');
      return first.call('list-activity', { query: { limit: '20' } });
    };
  }),
  kind('register the first device of an account', 201, (api) => registerWith(api, registrationBody)),
  kind('register a further device', 201, async (api) => {
    const owner = api.owner();
    await owner.signIn(registrationBody);
    return registerWith(api, registrationBody, owner);
  }),
  kind('register a device that comes back', 201, async (api) => {
    const owner = api.owner();
    const { deviceId: id, deviceSecret: secret } = await owner.signIn(registrationBody);
    return registerWith(api, { ...registrationBody, device: { id, secret } }, owner);
  }),
  kind('rename a device', 200, async (api) => {
    const [asker, { deviceId }] = await two(api);
    return () => asker.call('update-device', { params: { deviceId }, body: { name: 'Kitchen tablet' } });
  }),
  kind('sign out a device', 202, async (api) => {
    const [asker, { deviceId }] = await two(api);
    return () => asker.call('sign-out-device', { params: { deviceId } });
  }),
  kind('the same sign-out again', 202, async (api) => {
    const [asker, { deviceId }] = await signedOut(api);
    return () => asker.call('sign-out-device', { params: { deviceId } });
  }),
  kind('first refused request (notes the delivery)', 401, async (api) => {
    const [, other] = await signedOut(api);
    return () => other.call('check-in');
  }),
  kind('each further refused request', 401, async (api) => {
    const [, other] = await signedOut(api);
    await other.call('check-in');
    return () => other.call('check-in');
  }),
  kind('confirm a sign-out', 204, async (api) => {
    const [, other] = await signedOut(api);
    await other.call('check-in');
    return () => other.call('confirm-sign-out');
  }),
  kind('sign myself out', 204, async (api) => {
    const [device] = await two(api);
    return () => device.call('end-session');
  }),
  kind('sign out all others', 202, async (api) => {
    const [asker] = await two(api);
    return () => asker.call('sign-out-devices', { body: { scope: 'others' } });
  }),
];
