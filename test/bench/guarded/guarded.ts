import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../../infra/bundle-functions.ts';
import { inLanes } from '../measure/in-lanes.ts';
import type { Section, SectionProps } from '../section.ts';
import { engineClient } from '../system/engine-client.ts';
import type { SignedIn } from '../system/make-people.ts';
import type { System } from '../system/start-system.ts';
import { withSystem } from '../system/with-system.ts';
import { engineLoad } from './engine-load.ts';
import { guardedReport } from './guarded-report.ts';
import { load, type Load } from './load.ts';
import { mergeRounds, type GuardedRound } from './merge-rounds.ts';
import { stackTimes } from './stack-times.ts';

const devicesPerAccount = 16;
const path = '/v1/sessions/current';
/** It runs the bare code instead of its own; nothing else of it is measured here. */
const lentFunction = 'list-activity';
const lentPath = '/v1/activity';

/** Requests that pass the guard, beside a function without one and beside the engine's own reads. */
export const guarded: Section = ({ sizes, progress, signal }) =>
  withSystem(signal, async ({ system, people }) => {
    const { concurrency, warmUpSeconds, rounds, seconds, stackCalls } = sizes.guarded;
    progress.step('Guarded requests: the guard without its read');
    const stack = await stackTimes(stackCalls, signal);

    progress.step('Guarded requests: devices sign in');
    const devices = Math.max(...concurrency);
    const names = await people.create(Math.ceil(devices / devicesPerAccount));
    const wanted = Array.from({ length: devices }, (_, index) => names[index % names.length] ?? '');
    const sessions = await inLanes(wanted, { lanes: 8, signal }, async (name) =>
      people.register(await people.signIn(name)),
    );

    const bare = mkdtempSync(join(tmpdir(), 'remote-sign-out-bench-'));
    const client = engineClient(system);
    try {
      await bundleFunctions({ names: ['bare'], source: join(import.meta.dirname, 'functions'), outdir: bare });
      const api = system.endpoints.api;
      const http =
        (method: 'GET' | 'POST', url: string): Run =>
        (some, time) =>
          load({ url, method, tokens: some.map(({ token }) => token), seconds: time, signal });
      const engine =
        (operation: 'GetItem' | 'BatchGetItem'): Run =>
        (some, time) =>
          engineLoad({
            client,
            table: system.outputs['SessionsTableName'] ?? '',
            operation,
            sessions: some,
            seconds: time,
            signal,
          });
      await system.useCode(lentFunction, join(bare, 'bare'));
      const targets: Target[] = [
        { name: 'check-in', run: http('POST', `${api}${path}/check-in`) },
        { name: 'current session', run: http('GET', `${api}${path}`) },
        { name: 'bare function', run: http('GET', `${api}${lentPath}`) },
        { name: 'SDK BatchGetItem', run: engine('BatchGetItem'), loadIsUnderTest: true },
        { name: 'SDK GetItem', run: engine('GetItem'), loadIsUnderTest: true },
      ];
      const measured: GuardedRound[] = [];
      for (const count of concurrency) {
        const some = sessions.slice(0, count);
        progress.step(`Guarded requests: ${count} at a time, warm up`);
        for (const { run } of targets) await run(some, warmUpSeconds);
        // Round after round, so that what else the machine does falls on all of them.
        for (let round = 1; round <= rounds; round++) {
          for (const target of targets) {
            progress.step(`Guarded requests: ${count} at a time, round ${round} of ${rounds}: ${target.name}`);
            const found = await withCpu(system, target, () => target.run(some, seconds));
            measured.push({ target: target.name, concurrency: count, ...found });
          }
        }
      }
      const figures = targets.flatMap(({ name: target }) =>
        concurrency.map((count) =>
          mergeRounds(measured.filter((one) => one.target === target && one.concurrency === count)),
        ),
      );
      return guardedReport({ figures, stack, idleCpuShare: await idleCpuShare(system, progress) });
    } finally {
      client.destroy();
      rmSync(bare, { recursive: true, force: true });
    }
  });

type Run = (sessions: readonly SignedIn[], seconds: number) => Promise<Load>;

interface Target {
  name: string;
  run: Run;
  /** The SDK runs in the bench's own process. */
  loadIsUnderTest?: boolean;
}

async function withCpu(
  system: System,
  { loadIsUnderTest = false }: Target,
  run: () => Promise<Load>,
): Promise<Load & { nodeCpuMs: number; engineCpuMs: number | undefined }> {
  const nodeCpu = async (): Promise<number> => {
    if (!loadIsUnderTest) return (await system.usage()).cpuMs;
    const { user, system: inKernel } = process.cpuUsage();
    return (user + inKernel) / 1000;
  };
  const nodeBefore = await nodeCpu();
  const engineBefore = system.engine?.cpuMs();
  const found = await run();
  const engineAfter = system.engine?.cpuMs();
  return {
    ...found,
    nodeCpuMs: (await nodeCpu()) - nodeBefore,
    engineCpuMs: engineBefore === undefined || engineAfter === undefined ? undefined : engineAfter - engineBefore,
  };
}

/** What the running product takes of one core while nobody asks anything. */
async function idleCpuShare(system: System, progress: SectionProps['progress']): Promise<number> {
  const ms = 3000;
  progress.step('Guarded requests: at rest');
  const before = await system.usage();
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ((await system.usage()).cpuMs - before.cpuMs) / ms;
}
