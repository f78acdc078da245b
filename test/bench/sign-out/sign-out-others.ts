import { setTimeout as wait } from 'node:timers/promises';
import { latencyOf, type Latency } from '../measure/latency.ts';
import type { SectionProps } from '../section.ts';
import { expectStatus } from '../system/make-api-client.ts';
import { makeSeed, type Seed } from '../system/make-seed.ts';
import type { withSystem } from '../system/with-system.ts';

export interface OthersFigure {
  devices: number;
  answered: Latency;
  /** From the question to the last record that is brought along. */
  settled: Latency;
}

type Running = Parameters<Parameters<typeof withSystem>[1]>[0];

const settledMsMax = 60_000;
const lookEveryMs = 50;

/** Signs out all other devices of accounts with few and with many. */
export async function signOutOthers(
  { system, api, people }: Running,
  { sizes, progress, signal }: SectionProps,
): Promise<OthersFigure[]> {
  const { others, othersEach } = sizes.signOut;
  const seed = makeSeed(system, signal);
  try {
    const figures: OthersFigure[] = [];
    for (const devices of others) {
      const answered: number[] = [];
      const settled: number[] = [];
      for (const name of await people.create(othersEach)) {
        progress.step(`Sign-out: ${devices} other devices are registered`);
        const { token, accountId } = await people.register(await people.signIn(name));
        await seed.devices(accountId, devices, (done) => progress.at(done, devices));
        progress.step(`Sign-out: ${devices} other devices`);
        const answer = expectStatus(
          await api.call({ route: 'sign-out-devices', token, body: { scope: 'others' } }),
          202,
        );
        answered.push(answer.ms);
        await untilOneIsActive(seed, accountId, signal);
        settled.push(performance.now() - answer.startedAt);
      }
      figures.push({ devices, answered: latencyOf(answered), settled: latencyOf(settled) });
    }
    return figures;
  } finally {
    seed.close();
  }
}

/** Until the records say that only the device that asked is active. */
async function untilOneIsActive({ store }: Seed, accountId: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + settledMsMax;
  while (performance.now() < deadline) {
    let active = 0;
    for await (const _ of store.listDevices(accountId, { state: 'active', step: 1000 })) active += 1;
    if (active === 1) return;
    await wait(lookEveryMs, undefined, { signal });
  }
  throw new Error(`the records did not follow a sign-out within ${settledMsMax / 1000} s`);
}
