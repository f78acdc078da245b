import { latencyOf, type Latency } from '../measure/latency.ts';
import type { Load } from './load.ts';

/** One round of one target; the CPU times are of the whole round. */
export interface GuardedRound extends Load {
  target: string;
  concurrency: number;
  nodeCpuMs: number;
  engineCpuMs: number | undefined;
}

export interface GuardedFigure {
  target: string;
  concurrency: number;
  perSecond: number;
  latency: Latency;
  /** Per request. */
  nodeCpuMs: number;
  engineCpuMs: number | undefined;
}

/** All rounds of one target at one concurrency as one figure. */
export function mergeRounds(rounds: readonly GuardedRound[]): GuardedFigure {
  const [first] = rounds;
  if (!first) throw new Error('nothing was measured');
  const { target, concurrency } = first;
  const times = rounds.flatMap((round) => round.times);
  const each = (of: (round: GuardedRound) => number): number =>
    rounds.reduce((sum, round) => sum + of(round), 0) / times.length;
  return {
    target,
    concurrency,
    perSecond: 1000 / each(({ ms }) => ms),
    latency: latencyOf(times),
    nodeCpuMs: each(({ nodeCpuMs }) => nodeCpuMs),
    engineCpuMs: first.engineCpuMs === undefined ? undefined : each(({ engineCpuMs = 0 }) => engineCpuMs),
  };
}
