import type { Latency } from '../measure/latency.ts';
import { figure } from '../report/figure.ts';
import type { SectionReport, Table } from '../report/section-report.ts';
import type { CountedRequest } from './count-requests.ts';
import { listPrices, pricesNote } from './prices.ts';
import { checkIn, checkInThatNotes } from './request-kinds.ts';

export interface UnitsFound {
  requests: readonly CountedRequest[];
  checkInTime: Latency;
  logBytes: number;
  /** Of the production stage. */
  functionMemoryMb: number;
  checkInAfterSeconds: number;
}

const million = 1e6;
const gb = 1e9;
/** "Last seen" is written at most once in so many seconds (design, section 3). */
const lastSeenEverySeconds = 300;

export function unitsReport(found: UnitsFound): SectionReport {
  const { requests, checkInTime, functionMemoryMb } = found;
  const recounted = requests.reduce((sum, one) => sum + one.recounted, 0);
  const different = requests.reduce((sum, one) => sum + one.different, 0);
  const calls = requests.reduce((sum, one) => sum + one.calls, 0);
  const parts = costParts(found);
  const sum = parts.reduce((total, [, , dollars]) => total + dollars, 0);
  const perMs = (functionMemoryMb / 1024) * 0.001 * listPrices.lambdaGbSecond * million;
  return {
    title: 'DynamoDB units and cost',
    tables: [
      unitsTable(requests),
      {
        caption: 'A million guarded requests (check-ins), production settings',
        columns: ['part', 'counted as', { number: 'per million' }],
        rows: [
          ...parts.map(([part, how, dollars]) => [part, how, figure.dollars(dollars)]),
          ['all', '', figure.dollars(sum)],
        ],
      },
    ],
    notes: [
      `The units are counted, not estimated: as the engine reports them for each call (ConsumedCapacity). Counted again from the items by AWS's rules (4 KB a strongly consistent read, 1 KB a write, twice in a transaction) for ${recounted} of ${calls} calls: ${different === 0 ? 'all agree' : `${different} DIFFER`}. A check inside a transaction counts as a write of its item. The refresh token is 1,800 bytes, as long as one of Cognito's.`,
      `The function's time is of this machine, with the engine beside it: ${figure.ms(checkInTime.p50)} (p50 of ${figure.count(checkInTime.count)}), billed in whole milliseconds. In Lambda, ${functionMemoryMb} MB have ${Math.round((functionMemoryMb / 1769) * 100)} % of a core and DynamoDB is some milliseconds away: each further millisecond is ${figure.dollars(perMs)} a million.`,
      pricesNote,
    ],
    checks: [
      {
        what: 'cost per million guarded requests',
        wanted: 'stated, from units counted',
        found: `${figure.dollars(sum)} (prices not confirmed)`,
        met: different === 0,
      },
    ],
    figures: { ...found, costPerMillion: Object.fromEntries(parts.map(([part, , dollars]) => [part, dollars])) },
  };
}

const dollarsOf = ({ reads, writes }: { reads: number; writes: number }): number =>
  million * (reads * listPrices.dynamoDbReadUnit + writes * listPrices.dynamoDbWriteUnit);

const unitsTable = (requests: readonly CountedRequest[]): Table => ({
  caption: 'What one request consumes',
  columns: [
    'request',
    { number: 'calls' },
    { number: 'read units' },
    { number: 'write units' },
    { number: 'DynamoDB per million' },
  ],
  rows: requests.map(({ name, calls, reads, writes }) => [
    name,
    figure.count(calls),
    figure.units(reads),
    figure.units(writes),
    figure.dollars(dollarsOf({ reads, writes })),
  ]),
});

function costParts(found: UnitsFound): [part: string, how: string, dollars: number][] {
  const { requests, checkInTime, logBytes, functionMemoryMb, checkInAfterSeconds } = found;
  const of = (name: string): CountedRequest => {
    const one = requests.find((request) => request.name === name);
    if (!one) throw new Error(`${name} was not counted`);
    return one;
  };
  // A device that checks in as often as it is told notes "last seen" with one check-in of so many.
  const notes = Math.min(1, checkInAfterSeconds / lastSeenEverySeconds);
  const [plain, noting] = [of(checkIn), of(checkInThatNotes)];
  const reads = plain.reads * (1 - notes) + noting.reads * notes;
  const writes = plain.writes * (1 - notes) + noting.writes * notes;
  const ms = Math.ceil(checkInTime.p50);
  return [
    ['HTTP API', '1 request', million * listPrices.httpApiRequest],
    [
      'Lambda',
      `1 request, ${ms} ms × ${functionMemoryMb} MB`,
      million * (listPrices.lambdaRequest + (functionMemoryMb / 1024) * (ms / 1000) * listPrices.lambdaGbSecond),
    ],
    [
      'DynamoDB',
      `${figure.units(reads)} read and ${figure.units(writes)} write units, "last seen" with 1 of ${figure.count(1 / notes)}`,
      dollarsOf({ reads, writes }),
    ],
    ['CloudWatch Logs', `${figure.count(logBytes)} bytes in 2 lines`, (million * logBytes * listPrices.logGb) / gb],
  ];
}
