import * as z from 'zod/mini';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import { moment } from '../device/terminal/moments.ts';
import { fit, printable } from '../device/terminal/text-width.ts';
import type { LetterBox } from './letters.ts';
import type { Redriven, RedriveRun } from './redriven.ts';

/** Only what is shown of it. */
const event = z.looseObject({
  jti: z.string(),
  [activityClaim]: z.looseObject({ type: z.string(), at: z.iso.datetime() }),
});

/** Puts the letters of a consumer back into its queue, with their bodies and attributes as they are. */
export const moveLetters = async (
  box: LetterBox,
  queueUrl: string,
  { most, dryRun, say }: RedriveRun,
): Promise<Redriven> => {
  let done = 0;
  for await (const letter of box.take(most)) {
    if (!dryRun) await letter.moveTo(queueUrl);
    done++;
    say(describe(letter.body));
  }
  return { done, kept: 0 };
};

const describe = (body: string): string => {
  const read = event.safeParse(json(body)).data;
  if (!read) return `not an event: ${fit(printable(body), 80)}`;
  const { type, at } = read[activityClaim];
  return printable(`${read.jti}  ${type}, ${moment(at, { now: new Date() })}`);
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
