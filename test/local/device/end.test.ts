import { describe, expect, test } from '@jest/globals';
import { end } from '../../../local/device/simulator/end.ts';
import { staySignedIn } from '../../../local/device/simulator/stay-signed-in.ts';
import { done, fakeDevice, refusal, tokens } from './support/fake-device.ts';
import { recordedLog } from './support/recorded-log.ts';

const revoked = { kind: 'refused', detail: 'Refresh Token has been revoked', wrongPassword: true } as const;

/** A device that comes back when its access token is over, and Cognito does not give it another one. */
const comesBack = async (answer: Parameters<typeof refusal> | 'confirmed') => {
  const device = fakeDevice({
    signedIn: tokens(1, -60),
    refreshes: [revoked],
    api: [answer === 'confirmed' ? done(undefined, 204) : refusal(...answer)],
  });
  const { log, lines } = recordedLog();
  const ending = await staySignedIn(device.client, {
    once: false,
    onCheckIn: () => {},
    onAdopted: () => {},
    rest: device.client.sleep,
  });
  if (ending.kind === 'still-signed-in') throw new Error('it is signed out');
  return { ...device, lines, signsInAgain: await end(device.client, log, ending) };
};

describe('a device that was away longer than its access token lives, and whose refresh token is dead', () => {
  test('learns that it was signed out by confirming with its last access token, once its data is cleared', async () => {
    const { lines, happened, stored, signsInAgain } = await comesBack('confirmed');
    expect(lines).toEqual([
      expect.stringContaining('info Cleared its tokens'),
      'bad Signed out remotely while this device was away',
      expect.stringContaining('good Confirmed'),
    ]);
    expect(happened.slice(-3)).toEqual([
      'cleared',
      'POST /v1/sessions/current/confirm-sign-out access-1',
      'revoke refresh-1',
    ]);
    expect(stored()).toHaveProperty('device.secret', 'secret-1');
    expect(signsInAgain).toBe(true);
  });

  test.each([
    [['session-active', 409], 'bad Nobody has signed this device out'],
    [['session-expired', 401], 'bad This sign-in has come to its end'],
    [[undefined, 401], 'bad This sign-in has come to its end'],
  ] as const)('is not told that it was signed out when the service says %j', async ([code, status], line) => {
    const { lines, stored, signsInAgain } = await comesBack([code, status]);
    expect(lines.at(-1)).toContain(line);
    expect(lines.join()).not.toContain('remotely');
    expect(stored()).not.toHaveProperty('signIn');
    expect(signsInAgain).toBe(true);
  });
});
