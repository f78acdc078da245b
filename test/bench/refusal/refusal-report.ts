import { figure } from '../report/figure.ts';
import type { SectionReport } from '../report/section-report.ts';
import type { RefusalFigures } from './refusal.ts';
import type { Refusals } from './tally.ts';

export function refusalReport(found: RefusalFigures): SectionReport {
  const { tally, accepted, wanted } = found;
  const { next, background, last } = tally;
  const notRefused = next.notRefused + background.notRefused + last.notRefused;
  const row = (what: string, { asked, refused, notRefused: through, other }: Refusals): string[] => [
    what,
    figure.count(asked),
    figure.count(refused),
    counts(other),
    figure.count(through),
  ];
  return {
    title: 'Sign-outs under load: is the next request refused?',
    tables: [
      {
        caption: `Requests that were started after the 202 of a sign-out; ${figure.count(accepted)} sign-outs on ${figure.count(found.accounts)} accounts`,
        columns: [
          'request',
          { number: 'asked' },
          { number: '401 session-revoked' },
          { number: 'another error' },
          { number: 'not refused' },
        ],
        rows: [
          row('the next one of the device, at once', next),
          row('of the load beside, started after the 202', background),
          row('of every device once more at the end', last),
        ],
      },
      {
        caption: 'Meanwhile',
        columns: ['what', { number: 'per second' }, { number: 'p50' }, { number: 'p99' }, { number: 'longest' }],
        rows: [
          [
            'sign-out of a device',
            figure.perSecond(found.signOutsPerSecond),
            figure.ms(found.signOut.p50),
            figure.ms(found.signOut.p99),
            figure.ms(found.signOut.max),
          ],
          [
            'next request, refused',
            '',
            figure.ms(found.next.p50),
            figure.ms(found.next.p99),
            figure.ms(found.next.max),
          ],
          ['requests of the load beside', figure.perSecond(found.backgroundPerSecond), '', '', ''],
        ],
      },
    ],
    notes: [
      `${figure.count(tally.letThrough)} requests of sessions that were signed in were let through, ${figure.count(tally.wronglyRefused)} were not (wanted 0). ${figure.count(tally.underWay)} were under way while their sign-out was: for them either answer is right. Sign-outs that were not accepted: ${counts(found.notAccepted)}.`,
      `With sign-ins and registrations it took ${figure.count(found.seconds)} s.${found.late ? ` It came to its limit of time after ${figure.count(accepted)} of ${figure.count(wanted)} sign-outs.` : ''}`,
    ],
    checks: [
      {
        what: 'sign-out accepted, next request not refused',
        wanted: `0 of ${figure.count(wanted)}`,
        found: `${figure.count(notRefused)} of ${figure.count(accepted)}, and of ${figure.count(background.asked + last.asked)} later ones`,
        met: notRefused === 0 && accepted === wanted && next.asked === accepted,
      },
      {
        what: 'signed in, and refused',
        wanted: '0',
        found: `${figure.count(tally.wronglyRefused)} of ${figure.count(tally.wronglyRefused + tally.letThrough)}`,
        met: tally.wronglyRefused === 0,
      },
    ],
    figures: found,
  };
}

const counts = (byStatus: Readonly<Record<string, number>>): string => {
  const parts = Object.entries(byStatus).map(([status, count]) => `${figure.count(count)} × ${status}`);
  return parts.length === 0 ? '0' : parts.join(', ');
};
