import { expect, test } from '@jest/globals';
import { attentions, deviceKinds, mailLanguages, signOutReasons } from '../../shared/contracts/values.ts';
import { mailText } from '../../shared/mail/text/mail-text.ts';

/** Every text of a catalogue by its path; those that take something, for one and for two of it. */
const textsOf = (part: unknown, path = ''): [string, string][] => {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') {
    const take = part as (...given: (number | string)[]) => string;
    // The second, where there is one, is how the first is written.
    return [1, 2].map((count) => [`${path}(${count})`, take(count, String(count))]);
  }
  return Object.entries(part as Record<string, unknown>).flatMap(([name, inner]) => textsOf(inner, `${path}.${name}`));
};
const [english, german] = mailLanguages.map((language) => new Map(textsOf(mailText[language])));

test('every language has every text', () => {
  expect(english?.size).toBeGreaterThan(50);
  expect([...(german?.keys() ?? [])]).toEqual([...(english?.keys() ?? [])]);
  for (const texts of [english, german]) {
    for (const [path, text] of texts ?? []) expect([path, text]).toEqual([path, expect.stringMatching(/\S/)]);
  }
});

test('no text was left untranslated', () => {
  const same = [...(english ?? [])].filter(([path, text]) => german?.get(path) === text).map(([, text]) => text);
  // Words that both languages have.
  expect(new Set(same)).toEqual(new Set(['Computer', 'Tablet', 'App', 'Apps']));
});

test('the owner is addressed formally in German', () => {
  for (const [path, text] of german ?? []) {
    expect([path, text]).toEqual([path, expect.not.stringMatching(/\b(du|dein\w*|dir|dich|euch|euer)\b/i)]);
  }
});

test('there is a word for every kind of device, every reason and every cause for a look', () => {
  for (const language of mailLanguages) {
    const { kinds, reasons, review } = mailText[language];
    expect(Object.keys(kinds)).toEqual([...deviceKinds]);
    // "Other" says nothing, and is not said.
    expect([...Object.keys(reasons), 'other']).toEqual([...signOutReasons]);
    const causes = { 'new-device': review.newDevice, 'new-country': review.newCountry, unused: review.unused };
    expect(Object.keys(causes)).toEqual([...attentions]);
    for (const cause of Object.values(causes)) expect(cause('Given')).toContain('Given');
  }
});

test('one of something is said otherwise than several', () => {
  for (const language of mailLanguages) {
    const { review, alert } = mailText[language];
    for (const counted of [
      review.subject.new,
      review.subject.look,
      review.title.new,
      review.title.look,
      review.signedIn,
      review.signedInList,
    ]) {
      expect(counted(1, 'N')).not.toBe(counted(2, 'N'));
      expect(counted(2, 'N')).toBe(counted(1000, 'N'));
    }
    expect(review.more(1, 'N')).not.toBe(review.more(2, 'N'));
    expect(alert.apps(1)).not.toBe(alert.apps(2));
  }
});
