import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { alertMail } from '../../functions/alert-owner/alert-mail.ts';
import { name as nameOf } from '../../shared/contracts/values.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { Alert } from '../../shared/domain/telling/alert-owner.ts';

const dashboard = 'https://dashboard.example/devices?from=mail&x="y"';
const at = '2026-11-22T19:05:00.000Z';

const device = (given: Partial<Device>): Device => ({
  accountId: 'account',
  id: 'dev_1',
  version: 1,
  name: 'Laptop',
  kind: 'computer',
  os: null,
  model: null,
  trusted: false,
  secretHash: 'hash',
  firstSeenAt: at,
  lastSeenAt: at,
  lastPlace: null,
  state: 'active',
  sessions: {},
  ...given,
});
/** The mails that a stranger who may choose every name of a device has a hand in. */
const mailsOf = (text: string, kind: Alert['kind'] = 'signed-out') =>
  alertMail(dashboard)({
    kind,
    activity: activityOf({
      accountId: 'account',
      id: 'act_1',
      type: 'device-signed-out',
      at,
      sessions: [{ id: 'ses_1', key: 'key', app: { name: text } }],
      place: { city: 'Cologne', country: 'DE' },
    }),
    device: device({ name: text, os: text }),
    by: device({ name: text, lastPlace: { city: 'Cologne', region: 'Cologne', country: 'XX' } }),
    isLast: false,
  });
const kinds = ['new-device', 'signed-out', 'others-signed-out', 'everywhere-signed-out'] as const;
/** Every name that a client may give: the contract decides. */
const anyName = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 220 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '/', ':', '.', '@', ' ', 'a', '\u202e', '\u2028'),
      minLength: 1,
    }),
    fc.webUrl(),
    fc.emailAddress(),
  )
  .filter((text) => nameOf.safeParse(text).success);

test('no name of a device, of its system or of its app makes markup, a link or an address in a mail', () => {
  fc.assert(
    fc.property(anyName, fc.constantFrom(...kinds), (text, kind) => {
      const { subject, text: plain, html } = mailsOf(text, kind);
      const bare = mailsOf('x', kind);
      // The same tags and attributes, whatever the name.
      const tags = (page: string) => page.match(/<[^>]*>/g);
      expect(tags(html)).toEqual(tags(bare.html));
      expect(subject).toBe(bare.subject);
      // As many lines as with any name, also for a mail program that breaks lines elsewhere.
      const lines = (page: string) => page.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).length;
      expect([lines(plain), lines(html)]).toEqual([lines(bare.text), lines(bare.html)]);
      const own = plain.replace(dashboard, '').replace('19:05 UTC', '');
      expect(own).not.toMatch(/\w[.:/@][\w/]/);
      // A name cannot turn what follows it around.
      expect(plain + html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }),
    { numRuns: 300 },
  );
});

test.each([
  'https://evil.example/login',
  'www.evil.example',
  'evil@evil.example',
  '<a href="https://evil.example">Click</a>',
  '"><script>alert(1)</script>',
  "' onmouseover='x",
  '&lt;b&gt;',
  'http:\u2215\u2215evil.example',
])('a device named %j is shown as a text', (text) => {
  const { text: plain, html } = mailsOf(text);
  expect(html).not.toMatch(/<script|<a href="https:\/\/evil|onmouseover='/);
  for (const body of [plain, html]) {
    expect(body).not.toMatch(/https?:\/\/evil|www\.evil|evil\.example|evil@evil/);
  }
});

test('a long name is cut, and not in the middle of a character', () => {
  const { text } = mailsOf('🙂'.repeat(200));
  expect(text.isWellFormed()).toBe(true);
  expect(text).toContain('…');
  expect(text).not.toContain('🙂'.repeat(60));
});

test('names of any script are shown as they are', () => {
  for (const text of ['Büro-Rechner', '会社のパソコン', 'מחשב נייד', 'Zoë’s laptop 💻']) {
    const { text: plain, html } = mailsOf(text);
    expect([plain.includes(text), html.includes(text)]).toEqual([true, true]);
  }
});

test('the one link of a mail is that of the dashboard, escaped', () => {
  for (const kind of kinds) {
    const { text, html } = mailsOf('Laptop', kind);
    expect(text).toContain(`\n${dashboard}\n`);
    expect(html.match(/(href|src)="[^"]*"/g)).toEqual([
      'href="https://dashboard.example/devices?from=mail&#38;x=&#34;y&#34;"',
    ]);
    expect(html).not.toMatch(/<(img|script|form|iframe|link)\b/);
  }
});
