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
import { guardedReport, type GuardedFigure } from './guarded-report.ts';
import { load, type Load } from './load.ts';
import { stackTimes } from './stack-times.ts';

const devicesPerAccount = 16;
const path = '/v1/sessions/current';

/** Requests that pass the guard, beside a function without one and beside the engine's own reads. */
export const guarded: Section = ({ sizes, progress, signal }) =>
  withSystem(signal, async ({ system, people }) => {
    const { concurrency, warmUpSeconds, seconds, stackCalls } = sizes.guarded;
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
      const targets: Target[] = [
        { name: 'check-in', run: http('POST', `${api}${path}/check-in`) },
        { name: 'current session', run: http('GET', `${api}${path}`) },
        { name: 'bare function', run: http('POST', `${api}${path}/check-in`), code: join(bare, 'bare') },
        { name: 'SDK BatchGetItem', run: engine('BatchGetItem'), loadIsUnderTest: true },
        { name: 'SDK GetItem', run: engine('GetItem'), loadIsUnderTest: true },
      ];
      const figures: GuardedFigure[] = [];
      for (const target of targets) {
        if (target.code !== undefined) await system.useCode('check-in', target.code);
        for (const count of concurrency) {
          progress.step(`Guarded requests: ${target.name}, ${count} at a time`);
          const some = sessions.slice(0, count);
          await target.run(some, warmUpSeconds);
          const measured = await withCpu(system, target, () => target.run(some, seconds));
          figures.push({ target: target.name, concurrency: count, ...measured });
        }
        if (target.code !== undefined) await system.useCode('check-in');
      }
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
  /** A folder of code that the check-in function runs instead of its own. */
  code?: string;
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
  const { count } = found.latency;
  const engineAfter = system.engine?.cpuMs();
  const nodeAfter = await nodeCpu();
  return {
    ...found,
    nodeCpuMs: (nodeAfter - nodeBefore) / count,
    engineCpuMs:
      engineBefore === undefined || engineAfter === undefined ? undefined : (engineAfter - engineBefore) / count,
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
