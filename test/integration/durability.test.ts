import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestOf } from '../support/call-route.ts';
import { faultsOf } from '../support/check-account.ts';
import { forkLocalRun } from '../support/fork-local-run.ts';
import type { ForkedRun } from '../support/fork-local-run.ts';
import { callRoute } from '../support/call-route.ts';
import { inParallel, localOwner } from '../support/local-owner.ts';
import type { LocalDevice } from '../support/local-owner.ts';
import { endConnections, send } from '../support/send.ts';

const acceptedBeforeKill = 200;
const homesCount = 4;
const devicesEach = 60;

describe('kill -9 of the whole local run in the middle of sign-outs', () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'remote-sign-out-killed-'));
  const ordered = new Map<LocalDevice, 'accepted' | 'no answer' | 'not asked'>();
  const subs: string[] = [];
  let run: ForkedRun;
  let laptops: LocalDevice[];

  beforeAll(async () => {
    run = await forkLocalRun(stateFolder);
    const homes = await Promise.all(
      Array.from({ length: homesCount }, async () => {
        const owner = await localOwner(run);
        subs.push(owner.sub);
        const laptop = await owner.signIn();
        const others = await inParallel(Array.from({ length: devicesEach }), 2, () => owner.signIn());
        return others.map((device) => ({ laptop, device }));
      }),
    );
    laptops = homes.flatMap(([first]) => (first ? [first.laptop] : []));
    const all = homes.flat();
    for (const { device } of all) ordered.set(device, 'not asked');

    let accepted = 0;
    let killed: Promise<void> | undefined;
    await inParallel(all, 8, async ({ laptop, device }) => {
      if (killed !== undefined) return;
      ordered.set(device, 'no answer');
      const request = requestOf(laptop.tokens.access, 'sign-out-device', { params: { deviceId: device.deviceId } });
      const answer = await send(run.endpoint, request).catch(() => undefined);
      if (answer?.status !== 202) return;
      ordered.set(device, 'accepted');
      accepted += 1;
      // The others are under way at this moment.
      if (accepted === acceptedBeforeKill) killed = run.kill();
    });
    await killed;
    endConnections();
    run = await forkLocalRun(stateFolder);
  });

  afterAll(async () => {
    endConnections();
    await run.kill();
    rmSync(stateFolder, { recursive: true, force: true });
  });

  const those = (wanted: string) => [...ordered].filter(([, state]) => state === wanted).map(([device]) => device);
  const codes = (devices: LocalDevice[]) =>
    inParallel(devices, 4, async ({ tokens }) => {
      const { status, body } = await callRoute(run.endpoint, tokens.access, 'check-in');
      return status === 200 ? 'active' : String(body.code);
    });

  test('every sign-out that was answered 202 is in force after the restart', async () => {
    expect(those('accepted').length).toBeGreaterThanOrEqual(acceptedBeforeKill);
    expect(new Set(await codes(those('accepted')))).toEqual(new Set(['session-revoked']));
  });

  test('what was under way has happened whole or not at all', async () => {
    expect(those('no answer').length).toBeGreaterThan(0);
    for (const code of await codes(those('no answer'))) expect(['active', 'session-revoked']).toContain(code);
    for (const sub of subs) {
      expect(await faultsOf({ engine: run.engine, clock: { now: () => new Date() } }, sub)).toEqual([]);
    }
  });

  test('nothing else was lost: who was not signed out is still signed in', async () => {
    expect(new Set(await codes([...those('not asked'), ...laptops]))).toEqual(new Set(['active']));
  });

  test('sign-ins that began before it go on: a refresh token gives a token that is let in', async () => {
    const [laptop] = laptops;
    const owner = await localOwner(run);
    const access = await owner.refreshed(laptop?.tokens ?? { access: '', id: '', refresh: '' });
    expect(await callRoute(run.endpoint, access, 'check-in')).toMatchObject({ status: 200 });
  });
});
