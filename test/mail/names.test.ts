import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { reviewMail } from '../../shared/mail/review-mail.ts';
import { aDevice, aRequest, languages, seenIn } from './a-review-request.ts';
import type { Looked } from './a-review-request.ts';
import { anyName } from './any-name.ts';

const link = 'https://devices.example/';
const links = { review: link, unsubscribe: link, oneClick: link, dashboard: link };

/** The mail in which a stranger who may choose every name has a hand: long with all there is to say, and short. */
const mailOf = (text: string, isShort: boolean, language = languages[0] ?? 'en') => {
  const device = aDevice({ name: text, os: text, apps: [text], lastPlace: { city: text, region: 'R', country: text } });
  const looked: Looked = { device, isNew: !isShort, attention: isShort ? [] : ['new-device', 'new-country', 'unused'] };
  return reviewMail(aRequest([looked, looked], { links, language }), { timeZone: 'UTC' });
};

test('no name of a device, of its system, of its app or of its place makes markup, a link or an address in the review', () => {
  const tags = (page: string) => page.match(/<[^>]*>/g);
  fc.assert(
    fc.property(anyName, fc.boolean(), fc.constantFrom(...languages), (text, isShort, language) => {
      const { subject, text: plain, html } = mailOf(text, isShort, language);
      const bare = mailOf('x', isShort, language);
      // The same tags and attributes, whatever the name.
      expect(tags(html)).toEqual(tags(bare.html));
      expect(subject).toBe(bare.subject);
      // A name begins no line of its own: only what follows from its length is indented below it.
      const begins = (page: string) =>
        page.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => !/^ {4}|^\* /.test(line));
      const startOf = (line: string) => line.slice(0, 4);
      expect(begins(plain).map(startOf)).toEqual(begins(bare.text).map(startOf));
      const own = plain.replaceAll(link, '');
      expect(own).not.toMatch(/\w[.:/@][\w/]/);
      // A name cannot turn what follows it around.
      expect(plain + html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect([plain.isWellFormed(), html.isWellFormed()]).toEqual([true, true]);
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
  'evil\u3002example',
  'evil\uff0eexample\uff0flogin',
  '{{link}}{{#groups}}',
  '$& $1 $`',
])('a device named %j is shown as a text', (text) => {
  const { text: plain, html } = mailOf(text, false);
  expect(html).not.toMatch(/<script|<a href="https:\/\/evil|onmouseover='/);
  for (const body of [plain, html]) {
    expect(body).not.toMatch(/https?:\/\/evil|www\.evil|evil[.\u3002\uff0e]example|evil@evil/);
  }
  // Nothing is lost of it, but that it is broken up.
  for (const part of [plain, seenIn(html)]) expect(part.replaceAll('\u2060', '')).toContain(text);
});

test('a long name is cut, and not in the middle of a character', () => {
  const { text, html } = mailOf('🙂'.repeat(200), false);
  for (const part of [text, html]) {
    expect(part.isWellFormed()).toBe(true);
    expect(part).toContain(`${'🙂'.repeat(59)}…`);
    expect(part).not.toContain('🙂'.repeat(60));
  }
});

test('names of any script are shown as they are, and stand apart from the words around them', () => {
  for (const name of ['Büro-Rechner', '会社のパソコン', 'מחשב נייד', 'Zoë’s laptop 💻', 'حاسوب ‏محمول']) {
    for (const isShort of [true, false]) {
      const { text, html } = mailOf(name, isShort);
      expect(text).toContain(`* ${name}\n`);
      expect(html).toMatch(new RegExp(`<bdi[^>]*>${name}</bdi>`, 'u'));
    }
  }
});
