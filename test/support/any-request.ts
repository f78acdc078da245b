import * as fc from 'fast-check';
import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Sent } from './send.ts';

/** Requests as they may come over the wire: near the contract, far from it, and made by nobody's client. */

const percent = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
/** What Node's client sends without looking; no slash or question mark, which would make another path. */
const segment = fc.oneof(
  percent,
  visible.map((text) => text.replaceAll(/[/?#]/g, '-')),
  fc.constantFrom('..', '.', '%', '%2', '%2F', '%2e%2e', '%00', '%u0041', '__proto__', 'current', 'sign-out', 'null'),
  fc.constantFrom(
    'dev_',
    `dev_${'0'.repeat(26)}`,
    `DEV_${'0'.repeat(26)}`,
    `dev_${'0'.repeat(26)}%0a`,
    `ses_${'0'.repeat(26)}`,
  ),
);
const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom('limit', 'cursor', 'state', 'limit', '__proto__'), segment),
      fc.oneof(fc.constantFrom('1', '100', '0', '-1', '1e3', 'all', 'active', ''), segment),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));

const contentType = fc.oneof(
  { weight: 6, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-16',
      'application/problem+json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'APPLICATION/JSON;',
      'json',
      '',
    ),
  },
);
const headers = fc.record(
  {
    'content-type': contentType,
    'user-agent': visible,
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity'),
    'x-forwarded-for': visible,
    'x-origin-key': visible,
    'x-http-method-override': fc.constantFrom('DELETE', 'POST'),
    cookie: visible,
    origin: visible,
  },
  { requiredKeys: ['content-type'] },
);

const huge = fc.constantFrom('1e400', '-1e400', '9'.repeat(400), '0.1e-400', '-0');
const deep = fc.integer({ min: 10, max: 12_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth));
const deepObject = fc.integer({ min: 10, max: 4000 }).map((depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
const fields = [
  'device',
  'app',
  'name',
  'refreshToken',
  'push',
  'shared',
  'reason',
  'scope',
  'trusted',
  'id',
  'secret',
  'decisions',
  'reminders',
  'language',
];
const nearJson = fc
  .dictionary(fc.constantFrom(...fields), fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' })), {
    maxKeys: 4,
  })
  .map((body) => JSON.stringify(body));
const numbers = fc.tuple(fc.constantFrom(...fields), huge).map(([field, number]) => `{"${field}":${number}}`);
const twice = fc
  .tuple(fc.constantFrom(...fields), fc.jsonValue(), fc.jsonValue())
  .map(([field, one, other]) => `{"${field}":${JSON.stringify(one)},"${field}":${JSON.stringify(other)}}`);

/** A byte of a valid body changed, taken out or put in. */
const mutated = (valid: string) =>
  fc
    .array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((mutations) => {
      const bytes = [...Buffer.from(valid)];
      for (const [at, byte, how] of mutations) {
        const index = at % (bytes.length + 1);
        if (how === 0) bytes[index] = byte;
        else bytes.splice(index, how === 1 ? 1 : 0, ...(how === 2 ? [byte] : []));
      }
      return Buffer.from(bytes);
    });

const validBodies: Partial<Record<RouteName, string>> = {
  'register-session':
    '{"device":{"name":"Laptop","kind":"computer","os":"Linux"},"app":{"name":"Mail"},"refreshToken":"abcdefgh","shared":true}',
  'check-in': '{"refreshToken":"abcdefgh","push":{"platform":"fcm","token":"abcdefgh"}}',
  'update-device': '{"name":"Laptop","trusted":true}',
  'sign-out-devices': '{"scope":"others","reason":"lost"}',
  'finish-review': `{"decisions":[{"deviceId":"dev_${'0'.repeat(26)}","decision":"sign-out","reason":"lost"}]}`,
  'update-settings': '{"reminders":false,"language":"de"}',
};

const body = (name: RouteName): fc.Arbitrary<string | Buffer | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    mutated(validBodies[name] ?? '{"reason":"lost"}'),
    nearJson,
    numbers,
    twice,
    deep,
    deepObject,
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  );

/** Requests to a route: of what is sent, some is right, and some is anything. Right ids are `aimed` when it is sent. */
export const anyRequest = (name: RouteName): fc.Arbitrary<Sent> => {
  const { method, path } = routes[name];
  return fc
    .record({
      segments: fc.option(fc.array(segment, { minLength: 2, maxLength: 2 }), { nil: ['{deviceId}', '{sessionId}'] }),
      query: fc.option(query, { nil: '' }),
      headers,
      body: body(name),
    })
    .map(({ segments: [deviceId, sessionId], query: asked, ...sent }) => {
      const filled = path.replace('{deviceId}', deviceId || '-').replace('{sessionId}', sessionId || '-');
      return { method, path: asked === '' ? filled : `${filled}?${asked}`, ...sent };
    });
};

/** The request with the ids of a device and a session of it. */
export const aimed = (sent: Sent, { deviceId, sessionId }: { deviceId: string; sessionId: string }): Sent => ({
  ...sent,
  path: sent.path.replace('{deviceId}', deviceId).replace('{sessionId}', sessionId),
});
