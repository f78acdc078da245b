import { expect, test } from '@jest/globals';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const { devices } = await seedAccount(api, 1);
const [device] = devices;
const send = (type: string) => device.call('introspect', { headers: { 'content-type': type } });

test.each(['application/json', 'text/plain', 'multipart/form-data', 'application/x-www-form-urlencodedx', 'form', ''])(
  'a body of type "%s" is refused',
  async (type) => {
    const answer = await send(type);
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
    expect(answer.body.detail).toContain('application/x-www-form-urlencoded');
  },
);

test.each([
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=UTF-8',
  'Application/X-WWW-Form-Urlencoded;charset=utf-8',
])('a body of type "%s" is taken', async (type) => {
  expect((await send(type)).body).toMatchObject({ active: true, session_id: device.sessionId });
});
