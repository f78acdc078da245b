import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mailLanguages } from '../../shared/contracts/values.ts';
import { mailLanguageOf } from '../../shared/http/mail-language.ts';

test.each([
  ['en', 'en'],
  ['de', 'de'],
  ['DE', 'de'],
  ['de-AT', 'de'],
  ['de-Latn-CH-1996', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['de;q=0.8,en;q=0.9', 'en'],
  ['fr-FR, fr;q=0.9, de;q=0.1', 'de'],
  // Of what weighs the same, the first.
  ['de;q=0.5,en;q=0.5', 'de'],
  ['de;q=0,en;q=0.1', 'en'],
  ['de;Q=0,en;q=0.1', 'en'],
  ['de ; q=0.2 , en ; q=0.3', 'en'],
  ['de;q=much,en;q=0.1', 'en'],
  ['de;level=1;q=0.1,en;q=0.2', 'en'],
])('"%s" is %s', (asked, language) => {
  expect(mailLanguageOf(asked)).toBe(language);
});

test.each([
  undefined,
  '',
  ' ',
  '*',
  'fr',
  'fr-FR,es;q=0.5',
  'den',
  'deutsch',
  'e',
  'de;q=0',
  ',;,',
  '__proto__',
  '-de',
])('"%s" is none of ours', (asked) => {
  expect(mailLanguageOf(asked)).toBeUndefined();
});

test('whatever is asked for, the answer is one of ours or none', () => {
  const near = fc
    .array(fc.constantFrom('de', 'en', 'fr', ';q=', '0.5', '1', ',', '-', ' ', '*', ';', '=', 'q'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(near, fc.string({ unit: 'binary', maxLength: 400 })), (asked) => {
      expect([undefined, ...mailLanguages]).toContain(mailLanguageOf(asked));
    }),
  );
});

test('a header of a megabyte is not read to its end', () => {
  expect(mailLanguageOf(`${'x,'.repeat(500_000)}de`)).toBeUndefined();
});
