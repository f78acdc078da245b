import { reviewShards } from '../../shared/contracts/review-index.ts';
import { skipReasonOf } from '../../shared/domain/review/ask-for-review.ts';
import { dateIn } from '../../shared/domain/review/calendar.ts';
import type { DueAccount } from '../../shared/domain/review/ports.ts';
import { renderTable } from '../device/terminal/render-table.ts';
import { printable } from '../device/terminal/text-width.ts';
import type { Place } from '../redrive/place.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { countWords } from './count-words.ts';
import type { Talk } from './run-reviews.ts';
import { skipWords } from './skip-words.ts';

/** Keys of the index, of which a megabyte is a query. */
const pageSize = 1000;
/** Accounts that are read at a time. */
const atOnce = 10;

/** Says who is due and what would be done with the first so many, and changes nothing. */
export const listDue = async (place: Place, limit: number, talk: Talk): Promise<void> => {
  const { say, paint } = talk;
  const accounts = openAccounts(place);
  try {
    const dueBy = dateIn(accounts.timeZone, new Date());
    const { byDay, first, count } = await readCalendar(accounts, dueBy, limit, talk);
    if (count === 0) {
      say(`${paint.good('✓')} Nobody is due on ${dueBy}, by the calendar of ${accounts.timeZone}`);
      return;
    }
    const days = [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const day = { title: 'DUE ON', text: ([dueOn]: [string, number]) => dueOn };
    const many = { title: 'ACCOUNTS', text: ([, due]: [string, number]) => new Intl.NumberFormat('en').format(due) };
    say(`${renderTable([day, many], days, paint.dim)}\n`);

    const looked: Looked[] = [];
    for (let at = 0; at < first.length; at += atOnce) {
      looked.push(...(await Promise.all(first.slice(at, at + atOnce).map((one) => look(accounts, one)))));
    }
    if (looked.length > 0) say(table(looked, paint));
    if (count > looked.length) say(paint.dim(`and ${countWords(count - looked.length, 'more', 'more')}`));
    say(`\n${paint.wait('·')} ${countWords(count, 'account is', 'accounts are')} due. Nothing was sent or changed`);
  } finally {
    accounts.close();
  }
};

/** All who are due, page by page: only the first so many are kept. */
const readCalendar = async (
  { calendar }: Accounts,
  dueBy: string,
  limit: number,
  { progress }: Talk,
): Promise<{ byDay: Map<string, number>; first: DueAccount[]; count: number }> => {
  const byDay = new Map<string, number>();
  const first: DueAccount[] = [];
  let count = 0;
  for (const shard of reviewShards) {
    let after: DueAccount | undefined;
    let more = true;
    while (more) {
      const page = await calendar.listDue(shard, { dueBy, after, limit: pageSize });
      for (const { dueOn } of page.accounts) byDay.set(dueOn, (byDay.get(dueOn) ?? 0) + 1);
      first.push(...page.accounts.slice(0, limit - first.length));
      count += page.accounts.length;
      after = page.accounts.at(-1) ?? after;
      ({ more } = page);
      progress(`  ${countWords(count, 'account')} so far …`);
    }
  }
  progress('');
  return { byDay, first, count };
};

interface Looked extends DueAccount {
  what: string;
  isAsked: boolean;
}

const look = async (accounts: Accounts, due: DueAccount): Promise<Looked> => {
  const { account, devices } = await accounts.read(due.accountId);
  // The index is brought along shortly after the table.
  if (account?.reviewDueAt !== due.dueOn) return { ...due, what: 'nothing: not due any more', isAsked: false };
  const reason = skipReasonOf(account, devices, new Date());
  if (reason !== undefined) return { ...due, what: `skipped: ${skipWords(reason)}`, isAsked: false };
  return { ...due, what: 'mailed', isAsked: true };
};

const table = (looked: readonly Looked[], paint: Talk['paint']): string =>
  renderTable(
    [
      { title: 'ACCOUNT', text: ({ accountId }) => printable(accountId) },
      { title: 'DUE ON', text: ({ dueOn }) => dueOn },
      { title: 'WOULD BE', text: ({ what }) => what, paint: (cell, { isAsked }) => (isAsked ? cell : paint.dim(cell)) },
    ],
    looked,
    paint.dim,
  );
