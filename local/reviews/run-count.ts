import * as z from 'zod/mini';
import { reviewShards } from '../../shared/contracts/review-index.ts';

/** What a run has come to, as the functions log it. */
export interface RunCount {
  due: number;
  sent: number;
  /** By reason. */
  skipped: Map<string, number>;
  /** Asked, reviewed or gone meanwhile. */
  notDue: number;
  /** Attempts, each of which comes again. */
  failed: number;
  /** Every shard of the index was read to its end. */
  isPlanned: () => boolean;
  /** Takes a line of the log. @returns whether it says something of a run */
  take: (line: string) => boolean;
}

const logged = z.union([
  z.looseObject({ code: z.literal('RSO_REVIEWS_RUN') }),
  z.looseObject({ code: z.literal('RSO_REVIEWS_PLANNED'), shard: z.string(), due: z.number(), more: z.boolean() }),
  z.looseObject({ code: z.literal('RSO_REVIEW'), outcome: z.string(), reason: z.optional(z.string()) }),
  z.looseObject({ code: z.literal('RSO_MESSAGE_FAILED') }),
]);

const ofReview = /^\S+ (?:plan-reviews|send-review|note-mail-events) (\{.*\})$/;

export const makeRunCount = (): RunCount => {
  const planned = new Set<string>();
  const count: RunCount = {
    due: 0,
    sent: 0,
    skipped: new Map(),
    notDue: 0,
    failed: 0,
    isPlanned: () => reviewShards.every((shard) => planned.has(shard)),
    take(line) {
      const [, json] = ofReview.exec(line) ?? [];
      const { data } = json === undefined ? {} : logged.safeParse(parsed(json));
      if (data === undefined) return false;
      if (data.code === 'RSO_MESSAGE_FAILED') count.failed += 1;
      if (data.code === 'RSO_REVIEWS_PLANNED') {
        count.due += data.due;
        if (!data.more) planned.add(data.shard);
      }
      if (data.code === 'RSO_REVIEW') add(count, data.outcome, data.reason);
      return true;
    },
  };
  return count;
};

const add = (count: RunCount, outcome: string, reason = 'unknown'): void => {
  if (outcome === 'sent') count.sent += 1;
  else if (outcome === 'skipped') count.skipped.set(reason, (count.skipped.get(reason) ?? 0) + 1);
  else count.notDue += 1;
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
