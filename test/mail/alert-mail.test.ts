import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { MailLanguage } from '../../shared/contracts/values.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Alert } from '../../shared/domain/telling/alert-owner.ts';
import { alertMail } from '../../shared/mail/alert-mail.ts';
import { aDevice, languages, seenIn } from './a-review-request.ts';
import { anyName } from './any-name.ts';

const dashboardUrl = 'https://dashboard.example/devices?from=mail&x="y"';

const mailOf = (given: Partial<Alert>, what: Partial<Alert['activity']> = {}) =>
  alertMail(
    {
      kind: 'signed-out',
      activity: activityOf({
        accountId: 'account',
        id: 'act_1',
        type: 'device-signed-out',
        at: '2026-11-22T19:05:00.000Z',
        sessions: [{ id: 'ses_1', key: 'key', app: { name: 'Demo app' } }],
        place: { city: 'Cologne', country: 'DE' },
        ...what,
      }),
      device: aDevice({ name: 'Laptop' }),
      by: aDevice({ name: 'Desk', lastPlace: { city: 'Cologne', region: 'Cologne', country: 'DE' } }),
      isLast: false,
      language: 'en',
      ...given,
    },
    { dashboardUrl },
  );
/** The mail in which a stranger who may choose every name of a device has a hand. */
const mailWith = (text: string, kind: Alert['kind'] = 'signed-out', language: MailLanguage = 'en') =>
  mailOf(
    {
      kind,
      language,
      device: aDevice({ name: text, os: text }),
      by: aDevice({ name: text, lastPlace: { city: 'Cologne', region: 'Cologne', country: 'XX' } }),
    },
    { sessions: [{ id: 'ses_1', key: 'key', app: { name: text } }] },
  );
const kinds = ['new-device', 'signed-out', 'others-signed-out', 'everywhere-signed-out'] as const;

test('no name of a device, of its system or of its app makes markup, a link or an address in a warning', () => {
  fc.assert(
    fc.property(anyName, fc.constantFrom(...kinds), fc.constantFrom(...languages), (text, kind, language) => {
      const { subject, text: plain, html } = mailWith(text, kind, language);
      const bare = mailWith('x', kind, language);
      // The same tags and attributes, whatever the name.
      const tags = (page: string) => page.match(/<[^>]*>/g);
      expect(tags(html)).toEqual(tags(bare.html));
      expect(subject).toBe(bare.subject);
      // As many lines as with any name, also for a mail program that breaks lines elsewhere.
      const lines = (page: string) => page.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).length;
      expect([lines(plain), lines(html)]).toEqual([lines(bare.text), lines(bare.html)]);
      const own = plain.replace(dashboardUrl, '').replace('19:05 UTC', '');
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
  const { text: plain, html } = mailWith(text);
  expect(html).not.toMatch(/<script|<a href="https:\/\/evil|onmouseover='/);
  for (const body of [plain, html]) {
    expect(body).not.toMatch(/https?:\/\/evil|www\.evil|evil\.example|evil@evil/);
  }
});

test('the one link of a warning is that of the dashboard, escaped: nothing turns warnings off', () => {
  for (const kind of kinds) {
    for (const language of languages) {
      const { text, html } = mailWith('Laptop', kind, language);
      expect(text).toContain(`\n${dashboardUrl}\n`);
      expect(html.match(/(href|src)="[^"]*"/g)).toEqual([
        'href="https://dashboard.example/devices?from=mail&#38;x=&#34;y&#34;"',
      ]);
      expect(html).not.toMatch(/<(img|script|form|iframe|link)\b/);
      expect(text + seenIn(html)).not.toMatch(/unsubscribe|turn off|abschalten|reminder|Erinnerung/i);
    }
  }
});

test.each([
  ['new-device', 'Neue Anmeldung in Ihrem Konto', 'das bisher nicht bekannt war'],
  ['signed-out', 'Ein Gerät wurde von Ihrem Konto abgemeldet', 'von einem anderen Gerät aus'],
  ['others-signed-out', 'Ihre anderen Geräte wurden abgemeldet', 'außer dem, das es veranlasst hat'],
  ['everywhere-signed-out', 'Ihr Konto wurde überall abgemeldet', 'melden Sie sich dort wieder an'],
] as const)('to an owner who reads German, %s is "%s"', (kind, subject, said) => {
  const mail = mailOf({ kind, language: 'de', isLast: true }, { reason: 'stolen' });
  expect(mail.subject).toBe(subject);
  expect(mail.html).toContain('<html lang="de"');
  for (const part of [mail.text.replaceAll('\n', ' '), seenIn(mail.html)]) {
    for (const words of [said, 'Cologne, Deutschland (ungefähr)', '22. November 2026 um 19:05 UTC', 'gestohlen']) {
      expect(part).toContain(words);
    }
    expect(part).toContain('heute die letzte Nachricht dieser Art');
  }
});

test('what is known of it stands in both parts, each fact with its label', () => {
  const { text, html } = mailOf({}, { reason: 'not-mine' });
  for (const part of [
    text.replaceAll(/ {2,}/g, ' '),
    seenIn(html).replaceAll(/(Device|Kind|App|Done from|Place|Time|Reason given) /g, '$1: '),
  ]) {
    for (const fact of [
      'Device: Laptop',
      'Kind: Computer, macOS',
      'App: Demo app',
      'Done from: Desk',
      'Place: Cologne, Germany (approximate)',
      'Time: 22 November 2026 at 19:05 UTC',
      'Reason given: not mine',
    ]) {
      expect(part).toContain(fact);
    }
  }
});

test.each([
  ['en', 'by the link of an e-mail', 'change the password of your mailbox first'],
  ['de', 'über den Link einer E-Mail', 'Ändern Sie zuerst das Passwort Ihres Postfachs'],
] as const)(
  'in %s, a sign-out by the link of a mail is said to be one: whoever has the mail has the link',
  (language, how, advice) => {
    const mail = mailOf({ by: undefined, language }, { detail: 'review-link' });
    for (const part of [mail.text.replaceAll('\n', ' '), seenIn(mail.html)]) {
      expect(part).toContain(how);
      expect(part).toContain(advice);
      expect(part).not.toMatch(/another device|anderen Gerät|Done from|undefined|null/);
    }
  },
);
