import { expect, test } from '@jest/globals';
import { systemWorld } from '../../../shared/adapters/system/system-world.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import { mailStanding } from '../../../shared/domain/review/mail-standing.ts';
import { reviewLinksOf } from '../../../shared/domain/review/review-request.ts';
import { linkStanding, withReviewDue } from '../../../shared/domain/review/review.ts';

const { newId } = systemWorld();
const at = '2026-11-22T12:00:00.000Z';
const account: Account = { accountId: 'account', version: 1, createdAt: at };
const [mine, other] = [newId.review(), newId.review()];
const mailed = { id: mine, dueOn: '2026-11-22', claimedUntil: at };

test('a link is open while its mail was the last and its review is not finished', () => {
  const having = (mail?: object): Account => ({ ...account, review: { day: 22, ...(mail && { mail }) } as never });
  expect(linkStanding(having(mailed), mine)).toBe('open');
  expect(linkStanding(having({ ...mailed, sentAt: at }), mine)).toBe('open');
  expect(linkStanding(having({ ...mailed, sentAt: at, finishedAt: at }), mine)).toBe('finished');
  expect(linkStanding(having({ ...mailed, id: other }), mine)).toBe('finished');
  expect(linkStanding(having(), mine)).toBe('gone');
  expect(linkStanding(account, mine)).toBe('gone');
  expect(linkStanding(undefined, mine)).toBe('gone');
});

test.each(['https://devices.example', 'https://devices.example/', 'http://127.0.0.1:4000/'])(
  'the links of a mail lead to %s; a token that acts is in the fragment, which no server sees',
  (dashboard) => {
    const links = reviewLinksOf(dashboard)({ review: 'a.b-_c', unsubscribe: 'd.e.f' });
    const { origin } = new URL(dashboard);
    expect(links).toEqual({
      review: `${origin}/review#a.b-_c`,
      unsubscribe: `${origin}/unsubscribe#d.e.f`,
      oneClick: `${origin}/web/unsubscribe?token=d.e.f`,
      dashboard,
    });
  },
);

test('a first day is set a month from today, and one that is set stays', () => {
  expect(withReviewDue(account, '2027-01-31')).toEqual({ ...account, reviewDueAt: '2027-02-28', review: { day: 31 } });
  const due = { ...account, reviewDueAt: '2027-02-28', review: { day: 31 } };
  expect(withReviewDue(due, '2027-02-01')).toBe(due);
  const late = { ...account, reviewDueAt: '2020-01-01', review: { day: 1 } };
  expect(withReviewDue(late, '2027-02-01')).toBe(late);
  const back = { ...account, review: { day: 31, lastReviewedAt: at } };
  expect(withReviewDue(back, '2027-03-05')).toEqual({ ...back, reviewDueAt: '2027-04-30' });
});

test('what was said of an address is said of that address alone', () => {
  const undeliverable = (because: 'bounced' | 'complained') => ({ address: 'a@example.com', because, at });
  expect(mailStanding(account)).toBe('no-address');
  expect(mailStanding({ ...account, email: '' })).toBe('no-address');
  expect(mailStanding({ ...account, email: 'a@example.com' })).toBe('ok');
  for (const because of ['bounced', 'complained'] as const) {
    const noted = { ...account, undeliverable: undeliverable(because) };
    expect(mailStanding({ ...noted, email: 'a@example.com' })).toBe(because);
    expect(mailStanding({ ...noted, email: 'b@example.com' })).toBe('ok');
    expect(mailStanding(noted)).toBe('no-address');
  }
});
