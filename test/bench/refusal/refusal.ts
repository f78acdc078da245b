import { latencyOf, type Latency } from '../measure/latency.ts';
import type { Section } from '../section.ts';
import { withSystem } from '../system/with-system.ts';
import { refusalReport } from './refusal-report.ts';
import { runWave, type Wave } from './run-wave.ts';
import { newTally, type Tally } from './tally.ts';

export interface RefusalFigures {
  wanted: number;
  accepted: number;
  accounts: number;
  tally: Tally;
  signOut: Latency;
  next: Latency;
  signOutsPerSecond: number;
  backgroundRequests: number;
  backgroundPerSecond: number;
  notAccepted: Record<string, number>;
  /** Sign-ins, registrations and all. */
  seconds: number;
  /** It came to its limit of time before all were done. */
  late: boolean;
}

/**
 * Sign-outs under load, each followed at once by the next request of its device: the promise of the product. In waves
 * of fresh accounts, so that tokens stay young and no account comes to its limit per minute.
 */
export const refusal: Section = ({ sizes, progress, signal }) =>
  withSystem(signal, async ({ api, people }) => {
    const { signOuts, accountsPerWave, devicesPerAccount, minutesMax } = sizes.refusal;
    const tally = newTally();
    const waves: Wave[] = [];
    const started = performance.now();
    const deadline = started + minutesMax * 60_000;
    const done = { signOuts: 0, accounts: 0 };
    progress.step('Refusal: sign-outs under load');
    while (done.signOuts < signOuts && performance.now() < deadline) {
      const wave = await runWave({
        api,
        people,
        progress,
        signal,
        tally,
        accounts: accountsPerWave,
        devicesPerAccount: Math.min(devicesPerAccount, Math.ceil((signOuts - done.signOuts) / accountsPerWave)),
        onDone: () => progress.at((done.signOuts += 1), signOuts),
      });
      done.accounts += accountsPerWave;
      waves.push(wave);
      // A wave without one would not end.
      if (wave.signOutMs.length === 0) break;
    }

    const ms = waves.reduce((sum, wave) => sum + wave.ms, 0);
    const backgroundRequests = waves.reduce((sum, wave) => sum + wave.backgroundRequests, 0);
    const notAccepted: Record<string, number> = {};
    for (const wave of waves) {
      for (const [status, count] of Object.entries(wave.notAccepted)) {
        notAccepted[status] = (notAccepted[status] ?? 0) + count;
      }
    }
    return refusalReport({
      wanted: signOuts,
      accepted: done.signOuts,
      accounts: done.accounts,
      tally,
      signOut: latencyOf(waves.flatMap(({ signOutMs }) => signOutMs)),
      next: latencyOf(waves.flatMap(({ nextMs }) => nextMs)),
      signOutsPerSecond: (done.signOuts * 1000) / ms,
      backgroundRequests,
      backgroundPerSecond: (backgroundRequests * 1000) / ms,
      notAccepted,
      seconds: (performance.now() - started) / 1000,
      late: done.signOuts < signOuts,
    });
  });
