import { afterEach, expect, test } from '@jest/globals';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { everythingIn } from '../../support/account-records.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { guardedRoutes, routeNames, validAsk } from '../../support/valid-asks.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap, pause: async () => {} });
const { owner, devices } = await seedAccount(api, 3, { signedOut: (index) => index === 2 });
const [actor, target, gone] = devices;
afterEach(() => store.mend());

const writing = [
  'register-session',
  'end-session',
  'sign-out-devices',
  'update-device',
  'sign-out-device',
  'sign-out-session',
  'forget-device',
  'check-in',
  'confirm-sign-out',
  'finish-review',
  'update-settings',
] as const;
const secretWords = 'arn:aws:dynamodb SESSION#0123 /srv/app';

const call = (name: (typeof routeNames)[number]) => {
  const token = name === 'register-session' ? owner.claims() : name === 'confirm-sign-out' ? gone.token : actor.token;
  const body = name === 'check-in' ? { body: { refreshToken: 'brought' } } : {};
  return api.callAs(token, name, { ...validAsk(name, name === 'forget-device' ? gone : target), ...body });
};

test.each(writing)(
  '%s: a store that breaks at the write answers 500 without a word of why, and nothing is half written',
  async (name) => {
    const before = await everythingIn(api.engine);
    const lines = api.log.lines.length;
    store.breakAt('commit', new Error(secretWords));
    const answer = await call(name);
    expect([answer.status, answer.body.code]).toEqual([500, 'internal-error']);
    expect(answer.text).not.toMatch(/dynamodb|SESSION#|\/srv\/app/);
    store.mend();
    expect(await everythingIn(api.engine)).toEqual(before);
    expect(api.log.lines.slice(lines).map(({ level, code }) => [level, code])).toEqual([
      ['error', 'RSO_INTERNAL_ERROR'],
      ['info', 'RSO_REQUEST'],
    ]);
  },
);

test.each(writing)(
  '%s: a store that cannot be reached at the write answers 503, and nothing is half written',
  async (name) => {
    const before = await everythingIn(api.engine);
    store.breakAt('commit', new StoreUnavailableError(secretWords));
    const answer = await call(name);
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '1']);
    expect(answer.text).not.toMatch(/dynamodb|SESSION#|\/srv\/app/);
    store.mend();
    expect(await everythingIn(api.engine)).toEqual(before);
  },
);

test.each(writing)(
  '%s: records that others keep changing answer 503 in the end, and nothing is half written',
  async (name) => {
    const before = await everythingIn(api.engine);
    store.conflictAlways();
    const answer = await call(name);
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    store.mend();
    expect(await everythingIn(api.engine)).toEqual(before);
  },
);

test.each(guardedRoutes)('%s: whatever breaks while the session is checked, the request is refused', async (name) => {
  for (const error of [new Error(secretWords), new TypeError('x is undefined'), new StoreUnavailableError('away')]) {
    store.breakAt('read', error);
    expect((await call(name)).body.code).toBe('unavailable');
  }
  store.mend();
});

test.each(['list-devices', 'list-activity', 'list-device-activity', 'get-review'] as const)(
  '%s: a list that breaks in the middle is not answered as a short one',
  async (name) => {
    const renamed = { params: { deviceId: target.deviceId }, body: { name: `Renamed for ${name}` } };
    expect((await actor.call('update-device', renamed)).status).toBe(200);
    const ofDevices = name === 'list-devices' || name === 'get-review';
    store.breakAt(ofDevices ? 'listDevices' : 'listActivity', new StoreUnavailableError('away'));
    expect((await call(name)).status).toBe(503);
  },
);
