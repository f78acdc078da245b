import { startReviewBench } from '../../support/review-bench.ts';
import type { SectionProps } from '../section.ts';
import { countUnits, type CountedUnits } from '../units/count-units.ts';

export interface ReviewUnits {
  /** Of planning, for each account that is due. */
  planned: CountedUnits;
  /** Of one mail, from its message to the next day that it is due. */
  sent: CountedUnits;
  /** Of SES's word that a mail went out, when it comes after the fact. */
  noted: CountedUnits;
  skipped: CountedUnits;
}

const planned = 100;

/** What DynamoDB is asked for, in this process, on an engine of its own. */
export const countReviewUnits = async ({ progress }: SectionProps): Promise<ReviewUnits> => {
  progress.step('Reviews: reads and writes');
  const bench = await startReviewBench();
  try {
    for (let count = 0; count < planned; count++) await bench.dueOwner();
    const off = await bench.dueOwner();
    await bench.change(off.accountId, (account) => ({ ...account, reminders: false }));
    const counter = countUnits(bench.api.engine.client);
    await bench.plan();
    const ofPlan = counter.take();
    const messages = bench.queues.send.splice(0);
    const handle = async (accountId: string): Promise<CountedUnits> => {
      bench.queues.send.push(...messages.filter(({ body }) => body.includes(accountId)));
      await bench.work('send');
      return counter.take();
    };
    const skipped = await handle(off.accountId);
    const other = messages.map(({ body }) => String(JSON.parse(body).accountId)).find((id) => id !== off.accountId);
    const sent = await handle(other ?? '');
    await bench.work('mail-events');
    return { planned: ofPlan, sent, noted: counter.take(), skipped };
  } finally {
    await bench.close();
  }
};

export const accountsPlanned = planned + 1;
