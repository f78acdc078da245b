import * as z from 'zod/mini';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import { moment } from '../device/terminal/moments.ts';
import { fit, printable } from '../device/terminal/text-width.ts';
import type { LetterBox } from './letters.ts';
import type { Redriven, RedriveRun } from './redriven.ts';

/** What goes through the queues of the monthly review. */
const review = z.looseObject({
  kind: z.optional(z.string()),
  shard: z.optional(z.string()),
  accountId: z.optional(z.string()),
});
/** From SES. */
const mail = z.looseObject({ eventType: z.string(), mail: z.looseObject({ messageId: z.string() }) });

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
  const content = json(body);
  const read = event.safeParse(content).data;
  if (read) {
    const { type, at } = read[activityClaim];
    return printable(`${read.jti}  ${type}, ${moment(at, { now: new Date() })}`);
  }
  return printable(ofReview(content) ?? `not an event: ${fit(body, 80)}`);
};

const ofReview = (content: unknown): string | undefined => {
  const told = mail.safeParse(content).data;
  // The address that it went to is nobody's business here.
  if (told) return `${told.mail.messageId}  ${told.eventType}`;
  const { kind, shard, accountId } = review.safeParse(content).data ?? {};
  if (accountId !== undefined) return `${accountId}  to be asked`;
  return kind && `${kind}${shard === undefined ? '' : ` ${shard}`}  to be planned`;
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
