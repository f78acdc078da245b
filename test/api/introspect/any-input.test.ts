import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

/** Texts of any kind, and forms that are nearly right. */
const anyForm = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom('token', 'token_type_hint', '__proto__'), fc.string()), fc.string()))
    .map((pairs) => new URLSearchParams(pairs).toString()),
  fc.string({ unit: fc.constantFrom('%', '&', '=', '+', '0', 'f', 'token=', ';', 'é', '\0') }),
);

test('no input at all is answered as an error of ours, is called active, or changes anything', async () => {
  await seedAccount(api, 1);
  const before = await everythingIn(api.engine);
  await fc.assert(
    fc.asyncProperty(anyForm, fc.boolean(), async (body, isBase64Encoded) => {
      const answer = await api.callAs({}, 'introspect', { raw: { body, isBase64Encoded } });
      expect([JSON.stringify({ active: false }), 'invalid-request']).toContain(answer.body.code ?? answer.text);
    }),
    { numRuns: 200 },
  );
  expect(await everythingIn(api.engine)).toEqual(before);
});
