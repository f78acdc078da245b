import { expect, test } from '@jest/globals';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi();

test('40 devices of one account that sign themselves out at the same moment are all signed out', async () => {
  const owner = api.owner();
  const devices = await Promise.all(Array.from({ length: 40 }, () => owner.signIn()));
  const answers = await Promise.all(devices.map((device) => device.call('end-session')));
  expect(answers.map(({ status }) => status)).toEqual(devices.map(() => 204));
  for (const device of devices) expect((await device.call('check-in')).body.code).toBe('session-revoked');
});
