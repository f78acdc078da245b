import { writeFileSync } from 'node:fs';
import { requestOf, skipReasonOf } from '../../shared/domain/review/ask-for-review.ts';
import { dateIn } from '../../shared/domain/review/calendar.ts';
import { reviewLinksOf } from '../../shared/domain/review/review-request.ts';
import { reviewMail } from '../../shared/mail/review-mail.ts';
import { printable } from '../device/terminal/text-width.ts';
import type { Place } from '../redrive/place.ts';
import { openAccounts } from './accounts.ts';
import type { Talk } from './run-reviews.ts';
import { skipWords } from './skip-words.ts';

/** In the place of what would be signed: what is shown on a terminal is to open nothing. */
const notValid = 'NOT-VALID-THIS-IS-A-PREVIEW';

/** Shows the mail of one account as it would be sent. @returns whether there is such an account */
export const previewMail = async (
  place: Place,
  { accountId, html }: { accountId: string; html: string | undefined },
  { say, complain, paint }: Talk,
): Promise<boolean> => {
  const dashboardUrl = place.required('DashboardUrl');
  const accounts = openAccounts(place);
  try {
    const now = new Date();
    const { timeZone } = accounts;
    const { account, devices } = await accounts.read(accountId);
    if (account === undefined) {
      complain(`There is no account ${printable(accountId)}. Those that are due: npm run reviews -- --dry-run`);
      return false;
    }
    const dueOn = account.reviewDueAt ?? dateIn(timeZone, now);
    const links = reviewLinksOf(dashboardUrl)({ review: notValid, unsubscribe: notValid });
    const mail = reviewMail(requestOf(account, devices, now, { dueOn, links }), { timeZone });
    const reason = skipReasonOf(account, devices, now);
    say(
      [
        `${paint.dim('Due on ')}  ${account.reviewDueAt ?? 'no day'}${reason === undefined ? '' : `, but skipped: ${skipWords(reason)}`}`,
        `${paint.dim('Subject')}  ${printable(mail.subject)}`,
        '',
        ...mail.text.trimEnd().split('\n').map(printable),
        '',
        `${paint.wait('·')} Its links are not valid, and nothing was sent`,
      ].join('\n'),
    );
    if (html !== undefined) {
      writeFileSync(html, mail.html);
      say(`${paint.good('✓')} As mail programs show it: ${html}`);
    }
    return true;
  } finally {
    accounts.close();
  }
};
