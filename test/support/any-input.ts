import * as fc from 'fast-check';
import type { RouteName } from '../../shared/contracts/routes.ts';
import {
  deviceKinds,
  mailLanguages,
  pushPlatforms,
  reviewDecisions,
  signOutReasons,
} from '../../shared/contracts/values.ts';
import { routes } from '../../shared/contracts/routes.ts';
import type { Ask } from './test-api.ts';

/** Generators of requests: near the contract, far from it, and nothing a client would send. */

/** Texts with every kind of character, also halves of surrogate pairs, which JSON can carry. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 210 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    '\0',
    '\ud800',
    '<b>',
    '${x}',
    "'; --",
    '🙂'.repeat(200),
  ),
);
const anyValue = fc.oneof(anyText, fc.jsonValue());
const orAny = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: anyValue });
const someOf = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, orAny(value)])), {
    requiredKeys: [],
  });

/** A name as people give it, in any script. */
const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const token = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 8,
  maxLength: 60,
});
const push = someOf({ platform: fc.constantFrom(...pushPlatforms), token });
const device = someOf({
  id: anyText,
  secret: fc.string({ minLength: 1, maxLength: 50 }),
  name: anyName,
  kind: fc.constantFrom(...deviceKinds),
  os: anyName,
  model: anyName,
});

/** Decisions on ids that are those of nobody, well made or not. */
const decisions = fc.array(
  someOf({
    deviceId: fc.oneof(
      anyText,
      fc.constant(`dev_${'0'.repeat(26)}`),
      fc.stringMatching(/^dev_[0-9a-hjkmnp-tv-z]{26}$/),
    ),
    decision: fc.constantFrom(...reviewDecisions),
    reason: fc.constantFrom(...signOutReasons),
  }),
  { maxLength: 4 },
);

/** A body of some of all fields that any route knows, each near its contract. */
const nearBody = someOf({
  device,
  app: someOf({ name: anyName }),
  refreshToken: token,
  push,
  shared: fc.boolean(),
  name: anyName,
  trusted: fc.boolean(),
  reason: fc.constantFrom(...signOutReasons),
  scope: fc.constantFrom('others', 'everywhere'),
  decisions,
  reminders: fc.boolean(),
  language: fc.constantFrom(...mailLanguages),
});
const near: Partial<Record<RouteName, fc.Arbitrary<unknown>>> = {
  'register-session': someOf({
    device,
    app: someOf({ name: anyName }),
    refreshToken: token,
    push,
    shared: fc.boolean(),
  }),
  'check-in': someOf({ refreshToken: token, push }),
  'update-device': someOf({ name: anyName, trusted: fc.boolean() }),
  'sign-out-devices': someOf({
    scope: fc.constantFrom('others', 'everywhere'),
    reason: fc.constantFrom(...signOutReasons),
  }),
  'finish-review': someOf({ decisions }),
  'update-settings': someOf({ reminders: fc.boolean(), language: fc.constantFrom(...mailLanguages) }),
};

const anyRaw = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }).map((body) => ({ body })),
  fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => ({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true })),
  fc.string({ maxLength: 50 }).map((body) => ({ body, isBase64Encoded: true })),
);
const anyQuery = fc.dictionary(
  fc.oneof(fc.constantFrom('limit', 'cursor', 'state'), anyText),
  fc.oneof(anyText, fc.constantFrom('1', '100', 'all', 'active')),
  { maxKeys: 3 },
);
const anyHeaders = (edgeKey: string) =>
  fc.record(
    {
      'user-agent': fc.oneof(
        anyText,
        anyText.map(
          (text) => `Mozilla/5.0 (Linux; Android 14; ${text}) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36`,
        ),
      ),
      'content-type': fc.oneof(fc.constant('application/json'), anyText),
      'x-origin-key': fc.oneof(fc.constant(edgeKey), anyText),
      'cloudfront-viewer-city': anyText,
      'cloudfront-viewer-country': fc.oneof(
        anyText,
        anyText.map((text) => encodeURIComponent(text.toWellFormed())),
      ),
      authorization: anyText,
    },
    { requiredKeys: [] },
  );

/** Changes to a valid request of this route. */
export const anyAsk = (name: RouteName, edgeKey: string): fc.Arbitrary<Ask> => {
  const ids = ['deviceId', 'sessionId'].filter((id) => routes[name].path.includes(`{${id}}`));
  const params = fc.record(Object.fromEntries(ids.map((id) => [id, anyText])));
  return fc.record(
    {
      ...(ids.length > 0 && { params }),
      query: anyQuery,
      body: fc.oneof({ weight: 3, arbitrary: near[name] ?? nearBody }, { weight: 1, arbitrary: anyValue }),
      raw: anyRaw,
      headers: anyHeaders(edgeKey),
    },
    { requiredKeys: [] },
  );
};

/** Changes to the claims of a token, of those that a pool could set otherwise than we think. */
export const anyClaims: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        auth_time: fc.oneof(anyText, fc.integer().map(String), fc.maxSafeInteger().map(String)),
        iat: fc.oneof(anyText, fc.maxSafeInteger().map(String)),
        token_use: anyText,
        client_id: anyText,
      },
      { requiredKeys: [] },
    ),
  },
);
