import * as z from 'zod/mini';
import { activityClaim } from '../../../shared/contracts/event-names.ts';
import { signOutReason } from '../../../shared/contracts/values.ts';
import { reasonOf } from '../terminal/receipt-lines.ts';
import { fit, printable } from '../terminal/text-width.ts';

/** What a message says to a person, and when what it tells of happened, where it says so. */
export interface Hint {
  text: string;
  at?: string;
}

// Only what is used of each, so that a later version of it is still understood.
const event = z.looseObject({
  [activityClaim]: z.looseObject({
    type: z.string(),
    at: z.iso.datetime(),
    reason: z.optional(z.nullable(signOutReason)),
  }),
});
const push = z.looseObject({ action: z.string(), at: z.iso.datetime() });
const short = z.looseObject({ type: z.string() });

/** Reads what came over a connection, or by push. Whatever it is, it is a hint to check in and nothing more. */
export const readHint = (text: string): Hint => {
  const content = json(text);
  const claim = event.safeParse(content).data?.[activityClaim];
  if (claim) {
    const why = claim.reason && claim.reason !== 'other' ? ` (${reasonOf({ reason: claim.reason })})` : '';
    return { text: printable(`${claim.type}${why}`), at: claim.at };
  }
  const data = pushData(content);
  if (data) return { text: printable(data.action), at: data.at };
  return { text: fit(printable(short.safeParse(content).data?.type ?? text), 100) };
};

/** Each platform has another envelope around it. */
const pushData = (content: unknown, depth = 0): z.infer<typeof push> | undefined => {
  const found = push.safeParse(content).data;
  if (found || depth > 4 || typeof content !== 'object' || content === null) return found;
  for (const below of Object.values(content)) {
    const data = pushData(below, depth + 1);
    if (data) return data;
  }
  return undefined;
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
