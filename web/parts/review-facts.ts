import type { ActivityResource } from '../../shared/contracts/resources.ts';
import type { Format } from '../format/format.ts';
import { textOf } from '../text/text.ts';
import type { Text } from '../text/text.ts';

type Words = Text['activity'];

/** What an item of the history says of reviews and settings, and whether it was done by the link of an e-mail. */
export const reviewFacts = (
  { type, by, detail }: ActivityResource,
  words: Words,
  format: Format,
): (string | undefined)[] => {
  const parts = detail?.split(',') ?? [];
  switch (type) {
    case 'review-finished':
      return [...parts.map((part) => countOf(part, words, format)), by === null ? words.byLink : undefined];
    case 'settings-changed':
      return [...parts.map((part) => textOf(words.setTo, part)), by === null ? words.byReminderLink : undefined];
    case 'device-signed-out':
      return [detail === 'review-link' ? words.byLink : undefined];
    default:
      return [];
  }
};

/** Of `kept:3`. */
const countOf = (part: string, { reviewed }: Words, format: Format): string | undefined => {
  const [outcome = '', count] = part.split(':');
  const known = outcome === 'kept' || outcome === 'signed-out' || outcome === 'not-sure';
  return known ? reviewed[outcome](format.number(Number(count))) : undefined;
};
