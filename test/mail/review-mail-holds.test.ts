import { expect, test } from '@jest/globals';
import { reviewMail } from '../../shared/mail/review-mail.ts';
import { aDevice, aRequest, languages, links, numbered, someDevices } from './a-review-request.ts';
import type { Looked } from './a-review-request.ts';

const berlin = { timeZone: 'Europe/Berlin' };
const mailOf = (...[devices, given]: Parameters<typeof aRequest>) => reviewMail(aRequest(devices, given), berlin);

test.each(languages)(
  'in %s, the mail leads to the review, to turning reminders off and to the dashboard, and nowhere else',
  (language) => {
    for (const devices of [someDevices, numbered(2)]) {
      const { text, html } = mailOf(devices, { language });
      expect(html.match(/href="[^"]*"/g)).toEqual(
        [links.review, links.unsubscribe, links.dashboard].map((link) => `href="${link}"`),
      );
      // What a mail program uses to turn reminders off by itself is no link: a click must ask first.
      expect(text + html).not.toContain('one-click-token');
      expect(text.match(/^https?:.*$/gm)).toEqual([links.review, links.unsubscribe, links.dashboard]);
    }
  },
);

test('nothing in the mail comes from elsewhere, and nothing tells that it was read', () => {
  const { html } = mailOf(someDevices);
  const withoutLinks = Object.values(links)
    .reduce((page, link) => page.replaceAll(link, ''), html)
    .replaceAll(/ xmlns(:\w+)?="[^"]*"/g, '');
  expect(withoutLinks).not.toMatch(/https?:|\/\/|url\(|@import|@font-face/i);
  expect(html).not.toMatch(/<(img|script|form|iframe|link|object|embed|video|svg|base)\b|\ssrc=|\son\w+=/i);
});

test('with the longest names there are, the mail is far from where mail programs cut it', () => {
  const long = '<'.repeat(200);
  const device = aDevice({
    name: long,
    os: long,
    apps: Array.from({ length: 40 }, (_, n) => `${n}${long.slice(3)}`),
    lastPlace: { city: long, region: `${long}x`, country: 'GS' },
  });
  const devices = Array.from({ length: 1000 }, (): Looked => ({
    device,
    isNew: true,
    attention: ['new-device', 'new-country', 'unused'],
  }));
  for (const language of languages) {
    const ordinary = mailOf(numbered(1000, { isNew: true, attention: ['new-device', 'new-country', 'unused'] }), {
      language,
    });
    expect(Buffer.byteLength(ordinary.html)).toBeLessThan(40_000);
    expect(Buffer.byteLength(ordinary.text)).toBeLessThan(10_000);
    // Gmail cuts at 102 KB.
    expect(Buffer.byteLength(mailOf(devices, { language }).html)).toBeLessThan(90_000);
  }
});

test('the plain part has lines that every mail program shows whole, and its links are whole', () => {
  const review = `https://devices.example/review#${'x'.repeat(300)}`;
  for (const language of languages) {
    const { text } = mailOf(someDevices, { language, links: { ...links, review } });
    expect(text).toContain(`\n${review}\n`);
    const lines = text.split('\n').filter((line) => !line.startsWith('https://'));
    expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(72);
  }
});

test('nothing of one owner is in the mail of another', () => {
  const mine = aRequest(someDevices);
  const theirs = aRequest([{ device: aDevice({ name: 'Of somebody else' }), isNew: true, attention: [] }], {
    language: 'de',
    links: {
      review: 'https://a.example/r',
      unsubscribe: 'https://a.example/u',
      oneClick: '',
      dashboard: 'https://a.example/',
    },
  });
  const before = reviewMail(mine, berlin);
  const other = reviewMail(theirs, { timeZone: 'Asia/Tokyo' });
  expect(reviewMail(mine, berlin)).toEqual(before);
  expect(JSON.stringify(before)).not.toMatch(/somebody else|a\.example/);
  expect(JSON.stringify(other)).not.toMatch(/Chrome|TV|devices\.example/);
});

test('nothing is written that only the server may know', () => {
  const { text, html } = mailOf([...someDevices, ...numbered(30)]);
  expect(text + html).not.toMatch(/key-\d|secretHash|hash|dev_1|ses_|undefined|null|NaN|\[object/);
});
