import type { RouteName } from '../../shared/contracts/routes.ts';
import { pagedRoutes, routesWithBody } from './valid-asks.ts';
import type { Ask } from './test-api.ts';

export interface BadRequest {
  what: string;
  route: RouteName;
  /** What to change in a valid request. */
  ask: Ask;
  /** Where the answer must say the fault is. */
  pointer: string;
}

const json = (body: string) => ({ raw: { body }, headers: { 'content-type': 'application/json' } });
const base64 = (...bytes: number[]) => ({
  raw: { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true },
  headers: { 'content-type': 'application/json' },
});
const quoted = (...bytes: number[]) => base64(...Buffer.from('{"reason":"'), ...bytes, ...Buffer.from('"}'));

/** Bodies that no route takes. */
const badBodies: [string, Ask, string][] = [
  ['a body that is not JSON', json('{'), '#'],
  ['a body of nothing but spaces', json('  '), '#'],
  ['a body with something after it', json('{} {}'), '#'],
  ['null', json('null'), '#'],
  ['a list', json('[]'), '#'],
  ['a text', json('"text"'), '#'],
  ['a number', json('1'), '#'],
  ['true', json('true'), '#'],
  ['ten thousand nested lists', json('['.repeat(10_000) + ']'.repeat(10_000)), '#'],
  ['an unknown field', json('{"unknown":1}'), '#'],
  ['an unknown field named constructor', json('{"constructor":{"prototype":{}}}'), '#'],
  ['an unknown field named __proto__', json('{"__proto__":{"reason":"lost"}}'), '#'],
  ['an unknown field that is half a surrogate pair', json(String.raw`{"\ud800":1}`), '#'],
  ['a byte that is not UTF-8', quoted(0xff), '#'],
  ['an overlong UTF-8 sequence', quoted(0xc0, 0xaf), '#'],
  ['half a surrogate pair as UTF-8', quoted(0xed, 0xa0, 0x80), '#'],
  ['UTF-8 that breaks off', base64(...Buffer.from('{"reason":"'), 0xe2, 0x82), '#'],
  ['UTF-16', base64(...Buffer.from('\ufeff{}', 'utf16le')), '#'],
];

const notTexts = [null, 0, true, [], {}, ['lost']];
const longName = 'x'.repeat(201);
const badNames: [string, unknown][] = [
  ['empty', ''],
  ['201 characters', longName],
  ['201 emoji', '🙂'.repeat(201)],
  ['a control character', 'a\u0007b'],
  ['a line break', 'a\nb'],
  ['a zero byte', '\0'],
  ['a C1 control character', 'a\u0085b'],
  ['half a surrogate pair', 'a\ud83d'],
  ['the other half of a surrogate pair', '\ude42a'],
  ...notTexts.map((value): [string, unknown] => [JSON.stringify(value), value]),
];
const badTokens: [string, unknown][] = [
  ['empty', ''],
  ['8193 characters', 'x'.repeat(8193)],
  ['a space', 'with space'],
  ['a letter beyond ASCII', 'tokén-token'],
  ...notTexts.map((value): [string, unknown] => [JSON.stringify(value), value]),
];
const badPush: [string, unknown, string][] = [
  ['no platform', { token: 'x'.repeat(20) }, '/platform'],
  ['no token', { platform: 'fcm' }, '/token'],
  ['an unknown platform', { platform: 'pigeon', token: 'x'.repeat(20) }, '/platform'],
  ['a token that is too short', { platform: 'fcm', token: 'x'.repeat(7) }, '/token'],
  ['a token that is too long', { platform: 'fcm', token: 'x'.repeat(4097) }, '/token'],
  ['an unknown field', { platform: 'fcm', token: 'x'.repeat(20), topic: 'all' }, ''],
  ['a text', 'fcm', ''],
  ['null', null, ''],
];
const badReasons = ['', 'LOST', 'lost ', 'revenge', ...notTexts];

const aDevice = `dev_${'0'.repeat(26)}`;
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    deviceId: `dev_${String(index).padStart(26, '0')}`,
    decision: 'keep',
  }));
const badDecisions: [string, unknown, string][] = [
  ['none', undefined, ''],
  ['null', null, ''],
  ['a text', 'keep', ''],
  ['one that is no list', { deviceId: aDevice, decision: 'keep' }, ''],
  ['a list of texts', [aDevice], '/0'],
  ['null in the list', [null], '/0'],
  ['without a device', [{ decision: 'keep' }], '/0/deviceId'],
  ['without a decision', [{ deviceId: aDevice }], '/0/decision'],
  ['an unknown decision', [{ deviceId: aDevice, decision: 'forget' }], '/0/decision'],
  ['a decision in capitals', [{ deviceId: aDevice, decision: 'KEEP' }], '/0/decision'],
  ['a decision that is a number', [{ deviceId: aDevice, decision: 1 }], '/0/decision'],
  ['what is not an id', [{ deviceId: 'laptop', decision: 'keep' }], '/0/deviceId'],
  ['the id of a session', [{ deviceId: `ses_${'0'.repeat(26)}`, decision: 'sign-out' }], '/0/deviceId'],
  ['an id with a line break', [{ deviceId: `${aDevice}\n`, decision: 'sign-out' }], '/0/deviceId'],
  ['an id that is a number', [{ deviceId: 1, decision: 'sign-out' }], '/0/deviceId'],
  ['an unknown reason', [{ deviceId: aDevice, decision: 'sign-out', reason: 'revenge' }], '/0/reason'],
  ['a reason to keep', [{ deviceId: aDevice, decision: 'keep', reason: 'lost' }], '/0/reason'],
  ['a reason not to be sure', [{ deviceId: aDevice, decision: 'not-sure', reason: 'lost' }], '/0/reason'],
  ['an unknown field', [{ deviceId: aDevice, decision: 'keep', name: 'Laptop' }], '/0'],
  ['a fault in the third', [...many(2), { deviceId: 'x', decision: 'keep' }], '/2/deviceId'],
  ['101 of them', many(101), ''],
  ['a device twice', [...many(3), ...many(1)], ''],
  [
    'a device kept and signed out',
    [
      { deviceId: aDevice, decision: 'keep' },
      { deviceId: aDevice, decision: 'sign-out' },
    ],
    '',
  ],
];
const badSettings: [string, unknown, string][] = [
  ...['on', 'false', 0, 1, null, [], {}].map((reminders): [string, unknown, string] => [
    `reminders: ${JSON.stringify(reminders)}`,
    { reminders },
    '#/reminders',
  ]),
  ...['', 'DE', 'de-AT', 'fr', 'english', null, 1, ['de'], {}].map((language): [string, unknown, string] => [
    `language: ${JSON.stringify(language)}`,
    { language },
    '#/language',
  ]),
  ["an address, which is the sign-in's", { reminders: true, email: 'someone@example.com' }, '#'],
  ['a day, which the calendar sets', { nextReviewOn: '2099-01-01' }, '#'],
];

/** Fields that are wrong, for each route that takes any. */
const badFields: [RouteName, string, unknown, string][] = [
  ...['name', 'os', 'model'].flatMap((field) =>
    badNames.map(([what, value]): [RouteName, string, unknown, string] => [
      'register-session',
      `device.${field}: ${what}`,
      { device: { [field]: value } },
      `#/device/${field}`,
    ]),
  ),
  ...badNames.map(([what, value]): [RouteName, string, unknown, string] => [
    'register-session',
    `app.name: ${what}`,
    { app: { name: value } },
    '#/app/name',
  ]),
  ['register-session', 'app without a name', { app: {} }, '#/app/name'],
  ['register-session', 'app: null', { app: null }, '#/app'],
  ['register-session', 'app with an unknown field', { app: { name: 'App', version: 1 } }, '#/app'],
  ['register-session', 'device: a text', { device: 'laptop' }, '#/device'],
  ['register-session', 'device with an unknown field', { device: { serial: '1' } }, '#/device'],
  ['register-session', 'device.id: too long', { device: { id: 'x'.repeat(201) } }, '#/device/id'],
  ['register-session', 'device.id: a number', { device: { id: 1 } }, '#/device/id'],
  ['register-session', 'device.secret: empty', { device: { secret: '' } }, '#/device/secret'],
  ['register-session', 'device.secret: too long', { device: { secret: 'x'.repeat(201) } }, '#/device/secret'],
  ['register-session', 'device.kind: unknown', { device: { kind: 'toaster' } }, '#/device/kind'],
  ['register-session', 'device.kind: null', { device: { kind: null } }, '#/device/kind'],
  ['register-session', 'shared: a text', { shared: 'true' }, '#/shared'],
  ['register-session', 'shared: 1', { shared: 1 }, '#/shared'],
  ...(['register-session', 'check-in'] as const).flatMap((route) => [
    ...badTokens.map(([what, value]): [RouteName, string, unknown, string] => [
      route,
      `refreshToken: ${what}`,
      { refreshToken: value },
      '#/refreshToken',
    ]),
    ...badPush.map(([what, value, at]): [RouteName, string, unknown, string] => [
      route,
      `push: ${what}`,
      { push: value },
      `#/push${at}`,
    ]),
  ]),
  ['update-device', 'trusted: a text', { trusted: 'yes' }, '#/trusted'],
  ['update-device', 'trusted: null', { trusted: null }, '#/trusted'],
  ['update-device', 'a field that is not to be changed', { name: 'Name', kind: 'tv' }, '#'],
  ...badNames.map(([what, value]): [RouteName, string, unknown, string] => [
    'update-device',
    `name: ${what}`,
    { name: value },
    '#/name',
  ]),
  ...badReasons.flatMap((reason): [RouteName, string, unknown, string][] => [
    ['sign-out-device', `reason: ${JSON.stringify(reason)}`, { reason }, '#/reason'],
    ['sign-out-session', `reason: ${JSON.stringify(reason)}`, { reason }, '#/reason'],
    ['sign-out-devices', `reason: ${JSON.stringify(reason)}`, { scope: 'others', reason }, '#/reason'],
  ]),
  ['sign-out-devices', 'no scope', {}, '#/scope'],
  ['sign-out-devices', 'an unknown scope', { scope: 'all' }, '#/scope'],
  ['sign-out-devices', 'scope: a list', { scope: ['others'] }, '#/scope'],
  ...badDecisions.map(([what, decisions, at]): [RouteName, string, unknown, string] => [
    'finish-review',
    `decisions: ${what}`,
    { decisions },
    `#/decisions${at}`,
  ]),
  ['finish-review', 'decisions and an unknown field', { decisions: [], scope: 'everywhere' }, '#'],
  ...badSettings.map(([what, body, pointer]): [RouteName, string, unknown, string] => [
    'update-settings',
    what,
    body,
    pointer,
  ]),
];

const badLimits = [
  '0',
  '101',
  '1000',
  '-1',
  '+1',
  '1.0',
  '1e1',
  '01',
  ' 1',
  '1 ',
  '',
  'ten',
  '1,2',
  '１',
  'NaN',
  'null',
];
const badStates = ['', 'ACTIVE', 'signed_out', 'expired', 'active,all'];

/** Requests that break the contract in one point each. */
export const badRequests = (routes: readonly RouteName[]): BadRequest[] =>
  [
    ...routes.flatMap((route): BadRequest[] => [
      { what: 'an unknown query parameter', route, ask: { query: { unknown: '1' } }, pointer: '#' },
      { what: 'a query parameter named __proto__', route, ask: { query: proto('1') }, pointer: '#' },
      ...badBodies.map(([what, ask, pointer]) => ({ what, route, ask, pointer })),
    ]),
    ...routesWithBody.map((route): BadRequest => ({
      what: 'a limit on what is no list',
      route,
      ask: { query: { limit: '1' } },
      pointer: '#',
    })),
    ...badFields.map(([route, what, body, pointer]): BadRequest => ({ what, route, ask: { body }, pointer })),
    ...pagedRoutes.flatMap((route): BadRequest[] => [
      ...badLimits.map((limit) => ({ what: `limit "${limit}"`, route, ask: { query: { limit } }, pointer: '#/limit' })),
      { what: 'an empty cursor', route, ask: { query: { cursor: '' } }, pointer: '#/cursor' },
      { what: 'a cursor of 501 characters', route, ask: { query: { cursor: 'x'.repeat(501) } }, pointer: '#/cursor' },
    ]),
    ...badStates.map((state): BadRequest => ({
      what: `state "${state}"`,
      route: 'list-devices',
      ask: { query: { state } },
      pointer: '#/state',
    })),
  ].filter(({ route }) => routes.includes(route));

/** An own field of this name, as JSON.parse makes it. */
const proto = (value: string): Record<string, string> => JSON.parse(`{"__proto__":${JSON.stringify(value)}}`);
