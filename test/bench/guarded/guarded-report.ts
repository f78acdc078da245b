import { figure } from '../report/figure.ts';
import type { SectionReport, Table } from '../report/section-report.ts';
import type { GuardedFigure } from './merge-rounds.ts';
import type { StackTimes } from './stack-times.ts';

const guardMsMax = 1;

export function guardedReport(found: {
  figures: readonly GuardedFigure[];
  stack: StackTimes;
  idleCpuShare: number;
}): SectionReport {
  const { figures, stack, idleCpuShare } = found;
  return {
    title: 'Guarded requests',
    tables: [requestTable(figures), stackTable(stack)],
    notes: [
      '"CPU in Node" is all of the measured process: gateway, function threads, emulators. For the SDK rows it is the bench itself, which is then the client. "CPU in the engine" is the DynamoDB engine\'s own process. The load comes from another process on the same cores.',
      'The bare function answers the same bytes behind the same gateway and JWT authorizer, in a function thread like the others; it has no guard, no contract and no log line. A function has 50 connections to the engine at most, so 64 at a time wait for one another.',
      `At rest, the running product takes ${(idleCpuShare * 100).toFixed(1)} % of one core (it polls the table's stream); that is in the figures above.`,
      ...difference(figures),
    ],
    checks: [
      {
        what: "the guard's own time beside its one read, p99",
        wanted: `under ${guardMsMax} ms`,
        found: `${figure.ms(stack.guard.p99)} (whole request ${figure.ms(stack.whole.p99)})`,
        met: stack.whole.p99 < guardMsMax,
      },
    ],
    figures: found,
  };
}

const requestTable = (figures: readonly GuardedFigure[]): Table => ({
  caption: 'Each asks again as soon as it has its answer',
  columns: [
    'what',
    { number: 'at a time' },
    { number: 'per second' },
    { number: 'p50' },
    { number: 'p99' },
    { number: 'CPU in Node' },
    { number: 'CPU in the engine' },
  ],
  rows: figures.map(({ target, concurrency, perSecond, latency, nodeCpuMs, engineCpuMs }) => [
    target,
    figure.count(concurrency),
    figure.perSecond(perSecond),
    figure.ms(latency.p50),
    figure.ms(latency.p99),
    figure.ms(nodeCpuMs),
    figure.ms(engineCpuMs),
  ]),
});

const stackTable = ({ guard, withoutLog, whole }: StackTimes): Table => ({
  caption: 'A check-in without its read: the store answers at once, in memory',
  columns: ['what', { number: 'calls' }, { number: 'p50' }, { number: 'p99' }, { number: 'longest' }],
  rows: (
    [
      ['the guard alone', guard],
      ['principal, guard, contract, handler, answer', withoutLog],
      ['the same with its log line', whole],
    ] as const
  ).map(([what, { count, p50, p99, max }]) => [
    what,
    figure.count(count),
    figure.ms(p50),
    figure.ms(p99),
    figure.ms(max),
  ]),
});

function difference(figures: readonly GuardedFigure[]): string[] {
  const alone = (target: string): GuardedFigure | undefined =>
    figures.find((one) => one.target === target && one.concurrency === 1);
  const [checkIn, bare, read] = [alone('check-in'), alone('bare function'), alone('SDK BatchGetItem')];
  if (!checkIn || !bare || !read) return [];
  return [
    `One at a time, being guarded costs ${figure.ms(checkIn.latency.p50 - bare.latency.p50)} over the bare function (p50); its read alone, through the same SDK, takes ${figure.ms(read.latency.p50)}.`,
  ];
}
