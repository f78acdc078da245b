import { stageSettings } from '../../../infra/config.ts';
import { figure } from '../report/figure.ts';
import type { SectionReport, Table } from '../report/section-report.ts';
import type { Section } from '../section.ts';
import { listPrices } from '../units/prices.ts';
import { accountsPlanned, countReviewUnits, type ReviewUnits } from './review-units.ts';
import { runReviews, type RunFigure } from './run-reviews.ts';

const million = 1_000_000;
const costAccounts = 10 * million;
const daysOfMonth = 30;

/** The monthly review: how long a run takes, what it needs, and whether anybody is missed or asked twice. */
export const reviews: Section = async (props) => {
  const units = await countReviewUnits(props);
  const { accounts, accountsWithKills } = props.sizes.reviews;
  const runs = [await runReviews(accounts, false, props), await runReviews(accountsWithKills, true, props)];
  return report(units, runs);
};

const report = (units: ReviewUnits, runs: readonly RunFigure[]): SectionReport => ({
  title: 'Monthly review',
  tables: [runsTable(runs), memoryTable(runs), unitsTable(units), costTable(units), hoursTable()],
  notes: [
    'The accounts are put into the file of the engine, past its API; a thirtieth of them is due and has one device. The mail service of the local run takes every mail; how many it was given is counted by its own events, beside the product.',
    'The memory is that of the whole process: gateway, functions, queues and the mail page, which keeps the last thousand mails.',
    `Every index write counts as one unit: a mail moves an account from one day to another, which takes the old entry out and puts a new one in. ${pricesNote}`,
  ],
  checks: runs.map(({ kills, due, missed, twice, tooMany }) => ({
    what: kills > 0 ? `every owner is asked once, with functions killed ${kills} times` : 'every owner is asked once',
    wanted: `${figure.count(due)}, none missed, none twice`,
    found: `${missed} missed, ${twice} twice, ${tooMany} not due`,
    met: missed + twice + tooMany === 0,
  })),
  figures: { units, runs },
});

const pricesNote =
  'SES at $0.10 per thousand mails, SQS at $0.40 and SNS at $0.50 per million requests, Lambda and DynamoDB as in test/bench/units/prices.ts: from memory and NOT CONFIRMED.';

const runsTable = (runs: readonly RunFigure[]): Table => ({
  caption: 'A run, from the message of the schedule to the last mail',
  columns: [
    { number: 'accounts' },
    { number: 'due' },
    { number: 'functions killed' },
    { number: 'seconds' },
    { number: 'mails per second' },
    { number: 'missed' },
    { number: 'twice' },
  ],
  rows: runs.map(({ accounts, due, kills, runMs, mails, missed, twice }) => [
    figure.count(accounts),
    figure.count(due),
    figure.count(kills),
    figure.count(runMs / 1000),
    figure.perSecond((mails * 1000) / runMs),
    figure.count(missed),
    figure.count(twice),
  ]),
});

const memoryTable = (runs: readonly RunFigure[]): Table => ({
  caption: 'Memory at each tenth of the mails',
  columns: [{ number: 'accounts' }, ...Array.from({ length: 11 }, (_, tenth) => ({ number: `${tenth * 10} %` }))],
  rows: runs.map(({ accounts, memory }) => [
    figure.count(accounts),
    ...Array.from({ length: 11 }, (_, tenth) => {
      const bytes = memory[tenth];
      return bytes === undefined ? '–' : figure.mib(bytes);
    }),
  ]),
});

/** Taken out of one day and put into another. */
const indexWrites = 2;

const unitsTable = ({ planned, sent, noted, skipped }: ReviewUnits): Table => ({
  caption: 'What DynamoDB is asked for, for each account that is due',
  columns: [
    'step',
    { number: 'calls' },
    { number: 'read units' },
    { number: 'write units' },
    { number: 'of the index' },
  ],
  rows: [
    ['planned', planned.calls / accountsPlanned, planned.reads / accountsPlanned, 0, 0],
    ['mailed', sent.calls, sent.reads, sent.writes, indexWrites],
    ['word of SES', noted.calls, noted.reads, noted.writes, 0],
    ['skipped', skipped.calls, skipped.reads, skipped.writes, indexWrites],
  ].map(([step, ...counts]) => [String(step), ...counts.map((count) => figure.units(Number(count)))]),
});

/** In US dollars; from memory, as the others. */
const prices = { mail: 0.1 / 1000, sqsRequest: 0.4 / million, snsPublish: 0.5 / million };
/**
 * GB-seconds of a mail: an instance of 1 GB waits for its turn under the rate of the stage, and that is paid for.
 * Planning, and what SES tells, are little beside it.
 */
const { reviews: settings, workers } = stageSettings('prod');
const lambdaGbSeconds = workers['send-review'].concurrency / settings.mailsPerSecond + 0.05;
/** Put into the queue by tens; given out and taken away by tens or fewer; the same for what SES tells. */
const sqsRequests = 2;
const lambdaRequests = 1.2;
/** What SES tells, and the event of the activity. */
const snsMessages = 2;

const costTable = ({ planned, sent, noted }: ReviewUnits): Table => {
  const reads = planned.reads / accountsPlanned + sent.reads + noted.reads;
  const writes = sent.writes + noted.writes + indexWrites;
  const rows: [string, number][] = [
    ['SES', prices.mail],
    ['DynamoDB reads', reads * listPrices.dynamoDbReadUnit],
    ['DynamoDB writes', writes * listPrices.dynamoDbWriteUnit],
    ['Lambda', lambdaGbSeconds * listPrices.lambdaGbSecond + lambdaRequests * listPrices.lambdaRequest],
    ['SQS', sqsRequests * prices.sqsRequest],
    ['SNS', snsMessages * prices.snsPublish],
  ];
  const total = rows.reduce((sum, [, each]) => sum + each, 0);
  return {
    caption: 'Ten million accounts, each mailed once a month',
    columns: ['part', { number: 'a month' }, { number: 'per thousand accounts' }],
    rows: [...rows, ['together', total] as const].map(([part, each]) => [
      part,
      figure.dollars(each * costAccounts),
      figure.dollars(each * 1000),
    ]),
  };
};

const hoursTable = (): Table => ({
  caption: 'Hours of sending a day, for ten million accounts: what SES lets through is the limit',
  columns: [{ number: 'mails per second' }, { number: 'hours a day' }],
  rows: [14, 50, 100, 200].map((rate) => [
    figure.count(rate),
    figure.units(Math.round((costAccounts / daysOfMonth / rate / 3600) * 10) / 10),
  ]),
});
