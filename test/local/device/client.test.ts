import { describe, expect, test } from '@jest/globals';
import { callSignedIn } from '../../../local/device/client/call-signed-in.ts';
import { clearAndConfirm } from '../../../local/device/client/clear-and-confirm.ts';
import type { ApiRequest } from '../../../local/device/client/make-api.ts';
import { signIn } from '../../../local/device/client/sign-in.ts';
import { callAsTerminal } from '../../../local/device/commands/call-as-terminal.ts';
import { staySignedIn } from '../../../local/device/simulator/stay-signed-in.ts';
import { deviceResource } from './support/device-resource.ts';
import { done, fakeDevice, offline, refusal, tokens } from './support/fake-device.ts';

const checkIn = { method: 'POST', path: '/v1/sessions/current/check-in' } as const;
const registered = (sessionId = 'ses_2', deviceSecret?: string) =>
  done(
    { session: { id: sessionId }, device: deviceResource({ id: 'dev_1' }), ...(deviceSecret && { deviceSecret }) },
    201,
  );
const wrong = { kind: 'refused', detail: 'Incorrect username or password.', wrongPassword: true } as const;

describe('signing in', () => {
  test('keeps the tokens, and the secret that comes once', async () => {
    const { client, credentials, stored } = fakeDevice({
      signIns: [{ kind: 'tokens', tokens: tokens(1) }],
      api: [registered('ses_1', 'secret-1')],
    });
    expect(await signIn(client, credentials)).toMatchObject({ kind: 'registered', isNewDevice: true });
    expect(stored()).toMatchObject({
      device: { id: 'dev_1', secret: 'secret-1' },
      signIn: { sessionId: 'ses_1', accessToken: 'access-1', refreshToken: 'refresh-1' },
    });
  });

  test('sends id and secret of last time, the refresh token to be revoked with, and where pushes reach it', async () => {
    const { client, stored } = fakeDevice({
      signedIn: tokens(1),
      signIns: [{ kind: 'tokens', tokens: tokens(2) }],
      api: [
        ({ body }) => {
          expect(body).toEqual({
            device: { id: 'dev_1', secret: 'secret-1', name: 'Phone', kind: 'phone' },
            refreshToken: 'refresh-2',
            push: { platform: 'fcm', token: 'token-of-fcm' },
          });
          return registered();
        },
      ],
    });
    const credentials = stored();
    if (!credentials) throw new Error('it is signed in');
    const push = { platform: 'fcm', token: 'token-of-fcm' } as const;
    expect(await signIn(client, { ...credentials, push })).toMatchObject({ kind: 'registered', isNewDevice: false });
    expect(stored()).toMatchObject({ device: { id: 'dev_1', secret: 'secret-1' }, signIn: { sessionId: 'ses_2' } });
  });

  test('in the second of a sign-out is tried again a second later, with the same password', async () => {
    const { client, credentials, happened } = fakeDevice({
      signIns: [
        { kind: 'tokens', tokens: tokens(1) },
        { kind: 'tokens', tokens: tokens(2) },
      ],
      api: [refusal('reauthentication-required'), registered()],
    });
    expect(await signIn(client, credentials)).toMatchObject({ kind: 'registered' });
    expect(happened).toEqual([
      'note authenticating',
      'sign-in ada@example.com p',
      'POST /v1/sessions access-1',
      'revoke refresh-1',
      'note tie',
      'sleep 1100',
      'note authenticating',
      'sign-in ada@example.com p',
      'POST /v1/sessions access-2',
      'kept access-2',
    ]);
  });

  test('is given up when it stays refused', async () => {
    const signIns = [1, 2, 3].map((count) => ({ kind: 'tokens' as const, tokens: tokens(count) }));
    const api = signIns.map(() => refusal('reauthentication-required'));
    const { client, credentials, stored } = fakeDevice({ signIns, api });
    expect(await signIn(client, credentials)).toMatchObject({ problem: { code: 'reauthentication-required' } });
    expect(stored()).toBeUndefined();
  });

  test('that may not be registered leaves no refresh token behind at Cognito', async () => {
    const { client, credentials, happened } = fakeDevice({
      signIns: [{ kind: 'tokens', tokens: tokens(1) }],
      api: [refusal('device-limit-reached', 409)],
    });
    expect(await signIn(client, credentials)).toMatchObject({ problem: { code: 'device-limit-reached' } });
    expect(happened.at(-1)).toBe('revoke refresh-1');
  });

  test('asks again for a password that was typed wrong, and not for one that a flag gave', async () => {
    const typed = fakeDevice({
      password: { password: 'typed', asked: true },
      signIns: [wrong, { kind: 'tokens', tokens: tokens(1) }],
      api: [registered()],
    });
    expect(await signIn(typed.client, typed.credentials)).toMatchObject({ kind: 'registered' });
    const given = fakeDevice({ signIns: [wrong] });
    expect(await signIn(given.client, given.credentials)).toMatchObject({ kind: 'not-authenticated' });
  });

  test('waits while nobody answers', async () => {
    const { client, credentials, happened } = fakeDevice({
      signIns: [offline, { kind: 'tokens', tokens: tokens(1) }],
      api: [{ ...offline, why: 'unavailable' }, registered()],
    });
    expect(await signIn(client, credentials)).toMatchObject({ kind: 'registered' });
    expect(happened).toEqual(expect.arrayContaining(['offline', 'unavailable']));
  });
});

describe('a call of a device that is signed in', () => {
  test('renews the access token shortly before its end', async () => {
    const { client, happened } = fakeDevice({
      signedIn: tokens(1, 0.5),
      refreshes: [{ kind: 'tokens', tokens: { ...tokens(2), refreshToken: 'refresh-1' } }],
      api: [done()],
    });
    expect(await callSignedIn(client, checkIn)).toMatchObject({ kind: 'done' });
    expect(happened).toEqual(['refresh refresh-1', 'note refreshed', 'kept access-2', `POST ${checkIn.path} access-2`]);
  });

  test('deposits the refresh token anew where the pool rotates them', async () => {
    const { client } = fakeDevice({
      signedIn: tokens(1, 0.5),
      refreshes: [{ kind: 'tokens', tokens: tokens(2) }],
      api: [
        ({ body }) => {
          expect(body).toEqual({ refreshToken: 'refresh-2' });
          return done();
        },
        done(),
      ],
    });
    expect(await callSignedIn(client, checkIn)).toMatchObject({ kind: 'done' });
  });

  test('still asks with the old token when Cognito has revoked: only the API says why', async () => {
    const { client } = fakeDevice({
      signedIn: tokens(1, 0.5),
      refreshes: [{ ...wrong, detail: 'Refresh Token has been revoked' }],
      api: [refusal('session-revoked')],
    });
    expect(await callSignedIn(client, checkIn)).toMatchObject({ problem: { code: 'session-revoked' } });
  });

  test('has ended when the old token is over as well', async () => {
    const { client } = fakeDevice({ signedIn: tokens(1, -1), refreshes: [{ ...wrong, detail: 'revoked' }] });
    expect(await callSignedIn(client, checkIn)).toMatchObject({ kind: 'ended', detail: 'revoked' });
  });

  test('tries a new token once when API Gateway does not take the one it has', async () => {
    const { client, happened } = fakeDevice({
      signedIn: tokens(1),
      refreshes: [{ kind: 'tokens', tokens: { ...tokens(2), refreshToken: 'refresh-1' } }],
      api: [refusal(undefined), refusal(undefined)],
    });
    expect(await callSignedIn(client, checkIn)).toMatchObject({ kind: 'refused' });
    expect(happened.filter((what) => what.startsWith('POST'))).toHaveLength(2);
  });
});

describe('a device that was signed out', () => {
  test('clears its tokens before it confirms, keeps what it is recognised by, and tries until it is heard', async () => {
    const { client, happened, stored } = fakeDevice({ signedIn: tokens(1), api: [offline, done(undefined, 204)] });
    expect(await clearAndConfirm(client, { sessionId: 'ses_1', ...tokens(1) })).toBe('confirmed');
    const confirm = 'POST /v1/sessions/current/confirm-sign-out access-1';
    expect(happened).toEqual(['cleared', confirm, 'offline', confirm, 'revoke refresh-1']);
    expect(stored()).not.toHaveProperty('signIn');
    expect(stored()).toHaveProperty('device.secret', 'secret-1');
  });

  test.each([
    ['session-active', 409, 'not-asked'],
    ['session-expired', 401, 'refused'],
    [undefined, 401, 'refused'],
  ] as const)('by nobody, as %s says: its tokens are cleared all the same', async (code, status, confirmation) => {
    const { client, stored } = fakeDevice({ signedIn: tokens(1, -60), api: [refusal(code, status)] });
    expect(await clearAndConfirm(client, { sessionId: 'ses_1', ...tokens(1, -60) })).toBe(confirmation);
    expect(stored()).not.toHaveProperty('signIn');
  });

  test('does not clear the newer sign-in of another terminal', async () => {
    const { client, stored } = fakeDevice({ signedIn: tokens(2), api: [done()] });
    await clearAndConfirm(client, { sessionId: 'ses_0', ...tokens(0) });
    expect(stored()).toHaveProperty('signIn.sessionId', 'ses_1');
  });
});

describe('staying signed in', () => {
  const options = { once: true, onCheckIn: () => {}, onAdopted: () => {}, rest: async () => {} };

  test('ends with the refusal that says why', async () => {
    const { client, happened } = fakeDevice({
      signedIn: tokens(1),
      api: [done({ checkInAfter: 60 }), refusal('session-revoked')],
    });
    const ending = await staySignedIn(client, { ...options, once: false, rest: client.sleep });
    expect(ending).toMatchObject({ kind: 'refused', problem: { code: 'session-revoked' } });
    const [slept] = happened.flatMap((what) => /^sleep (.*)/.exec(what)?.[1] ?? []).map(Number);
    expect(slept).toBeGreaterThanOrEqual(54_000);
    expect(slept).toBeLessThanOrEqual(66_000);
  });

  test('brings the push token with the first check-in, and with no other', async () => {
    const bodies: unknown[] = [];
    const answer = ({ body }: ApiRequest) => {
      bodies.push(body);
      return done({ checkInAfter: 60 });
    };
    const device = fakeDevice({ signedIn: tokens(1), api: [answer, answer, refusal('session-expired')] });
    const push = { platform: 'fcm', token: 'token-of-fcm' } as const;
    const stored = device.stored();
    if (stored) device.store({ ...stored, push });
    await staySignedIn(device.client, { ...options, once: false });
    expect(bodies).toEqual([{ push }, undefined]);
  });

  test('registers again when the API has lost the session', async () => {
    const { client } = fakeDevice({
      signedIn: tokens(1),
      api: [refusal('session-not-registered'), registered(), done({ checkInAfter: 60 })],
    });
    expect(await staySignedIn(client, options)).toEqual({ kind: 'still-signed-in' });
  });

  test('goes on with the newer sign-in of another terminal', async () => {
    const device = fakeDevice({
      signedIn: tokens(1),
      api: [
        () => {
          device.store({ ...device.credentials, signIn: { sessionId: 'ses_2', ...tokens(2) } });
          return refusal('session-revoked');
        },
        done({ checkInAfter: 60 }),
      ],
    });
    expect(await staySignedIn(device.client, options)).toEqual({ kind: 'still-signed-in' });
    expect(device.happened.at(-1)).toBe(`POST ${checkIn.path} access-2`);
  });
});

describe('a command', () => {
  const signOutOthers = { method: 'POST', path: '/v1/devices/sign-out', body: { scope: 'others' } } as const;
  const say = () => {};

  test('that needs a recent sign-in gets one on the same device, and is repeated', async () => {
    const { client, credentials, happened } = fakeDevice({
      signedIn: tokens(1),
      signIns: [{ kind: 'tokens', tokens: tokens(2) }],
      api: [refusal('step-up-required'), registered(), done({ scope: 'others' }, 202)],
    });
    expect(await callAsTerminal({ client, credentials, say }, signOutOthers)).toEqual({ scope: 'others' });
    expect(happened).toEqual([
      'POST /v1/devices/sign-out access-1',
      'note authenticating',
      'sign-in ada@example.com p',
      'POST /v1/sessions access-2',
      'kept access-2',
      'POST /v1/devices/sign-out access-2',
    ]);
  });

  test('of a terminal that was signed out clears, confirms and says so: it does not sign in again unasked', async () => {
    const receipt = { requestedAt: '2026-11-22T16:31:02.123Z', requestedBy: 'dev_2', reason: 'lost' } as const;
    const problem = { code: 'session-revoked', status: 401, title: 'x', signOut: receipt } as const;
    const { client, credentials, happened } = fakeDevice({
      signedIn: tokens(1),
      api: [{ kind: 'refused', problem }, done()],
    });
    await expect(callAsTerminal({ client, credentials, say }, signOutOthers)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/^Signed out by dev_2 at .* \(lost\)/),
    });
    expect(happened.slice(1)).toEqual([
      'cleared',
      'POST /v1/sessions/current/confirm-sign-out access-1',
      'revoke refresh-1',
    ]);
  });

  test('of a terminal that was signed out while it was away says so, once its last token has been confirmed', async () => {
    const { client, credentials, happened } = fakeDevice({
      signedIn: tokens(1, -60),
      refreshes: [{ ...wrong, detail: 'Refresh Token has been revoked' }],
      api: [done(undefined, 204)],
    });
    await expect(callAsTerminal({ client, credentials, say }, signOutOthers)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('signed out remotely while it was away'),
    });
    expect(happened.slice(-3)).toEqual([
      'cleared',
      'POST /v1/sessions/current/confirm-sign-out access-1',
      'revoke refresh-1',
    ]);
  });

  test('of a terminal whose sign-in has only run out signs in again', async () => {
    const { client, credentials } = fakeDevice({
      signedIn: tokens(1, -60),
      refreshes: [{ ...wrong, detail: 'Refresh Token has expired' }],
      signIns: [{ kind: 'tokens', tokens: tokens(2) }],
      api: [refusal('session-active', 409), registered(), done({ scope: 'others' }, 202)],
    });
    expect(await callAsTerminal({ client, credentials, say }, signOutOthers)).toEqual({ scope: 'others' });
  });

  test('that is refused is not repeated', async () => {
    const { client, credentials } = fakeDevice({ signedIn: tokens(1), api: [refusal('not-found', 404)] });
    await expect(callAsTerminal({ client, credentials, say }, signOutOthers)).rejects.toMatchObject({
      exitCode: 1,
    });
  });

  test('is repeated once, not for ever', async () => {
    const { client, credentials } = fakeDevice({
      signedIn: tokens(1),
      signIns: [{ kind: 'tokens', tokens: tokens(2) }],
      api: [refusal('step-up-required'), registered(), refusal('step-up-required')],
    });
    await expect(callAsTerminal({ client, credentials, say }, signOutOthers)).rejects.toMatchObject({
      exitCode: 1,
    });
  });
});
