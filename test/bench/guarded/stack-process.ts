import type { Context } from 'aws-lambda';
import { makeHandler } from '../../../functions/check-in/handler.ts';
import { systemWorld } from '../../../shared/adapters/system/system-world.ts';
import type { AccountStore, Snapshot, World } from '../../../shared/domain/ports.ts';
import type { ApiEvent } from '../../../shared/http/call.ts';
import { guard } from '../../../shared/http/guard.ts';
import { createLog, type Log } from '../../../shared/observability/logger.ts';
import { latencyOf } from '../measure/latency.ts';
import { stackEvent, stackPrincipal, stackSnapshot } from './stack-event.ts';
import type { StackTimes } from './stack-times.ts';

// Everything of a guarded request but its read, in a process of its own, whose output nobody reads.
const calls = Number(process.argv[2]);
const warmUp = 2000;

const snapshot: Snapshot = stackSnapshot(new Date());
const nothing = (): never => {
  throw new Error('the guard only reads');
};
/** Its read is there at once. */
const store: AccountStore = {
  read: async () => snapshot,
  readSessions: nothing,
  readActivity: nothing,
  commit: nothing,
  listDevices: nothing,
  listActivity: nothing,
  noteSeen: nothing,
};
const world: World = { ...systemWorld(), store };
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

async function times(work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let call = -warmUp; call < calls; call++) {
    const started = performance.now();
    await work();
    if (call >= 0) taken.push(performance.now() - started);
    // Requests come one by one from the event loop; without this the loop would never turn, and no log be written.
    if (call % 100 === 0) await new Promise(setImmediate);
  }
  return taken;
}

async function stackTimes(log: Log): Promise<number[]> {
  const handler = makeHandler({ world, log, checkInAfter: 60 });
  const event: ApiEvent = JSON.parse(stackEvent);
  const { statusCode } = await handler(event, {} as Context);
  if (statusCode !== 200) throw new Error(`the check-in answered ${statusCode}`);
  return times(async () => handler(event, {} as Context));
}

const found: StackTimes = {
  guard: latencyOf(await times(() => guard({ world, log: silent }, stackPrincipal))),
  withoutLog: latencyOf(await stackTimes(silent)),
  whole: latencyOf(await stackTimes(createLog('check-in'))),
};
process.send?.(found);
process.disconnect();
