import { expect, test } from '@jest/globals';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const ask = (bytes: number) => api.callAs({}, 'introspect', { raw: { body: `token=${'x'.repeat(bytes - 6)}` } });

test('32 KiB are taken, one byte more is not', async () => {
  expect((await ask(32 * 1024)).body).toEqual({ active: false });
  for (const bytes of [32 * 1024 + 1, 1_000_000]) {
    const answer = await ask(bytes);
    expect([answer.status, answer.body.code]).toEqual([413, 'payload-too-large']);
  }
});
