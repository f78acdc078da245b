import type { Context } from 'aws-lambda';
import type { ApiEvent } from '../../../shared/http/call.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { stackEvent } from '../guarded/stack-event.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import type { SectionProps } from '../section.ts';
import { countUnits, type CountedUnits } from './count-units.ts';
import { requestKinds } from './request-kinds.ts';

export interface CountedRequest extends CountedUnits {
  name: string;
}

/** Runs every kind of request in this process, on an engine of its own, and counts what each consumes. */
export async function countRequests({ sizes, progress, signal }: SectionProps): Promise<{
  requests: CountedRequest[];
  checkInTime: Latency;
}> {
  progress.step('Units: every kind of request');
  const api = await startTestApi();
  try {
    const counter = countUnits(api.engine.client);
    const requests: CountedRequest[] = [];
    for (const { name, status, prepare } of requestKinds) {
      signal.throwIfAborted();
      const ask = await prepare(api);
      counter.take();
      const answer = await ask();
      if (answer.status !== status) throw new Error(`${name}: answered ${answer.status}, not ${status}`);
      requests.push({ name, ...counter.take() });
      progress.at(requests.length, requestKinds.length);
    }
    return { requests, checkInTime: await timeOfCheckIn(api, sizes.units.timedCalls, signal) };
  } finally {
    await api.close();
  }
}

/** How long the check-in function runs, one call after the other, with its read from the engine. */
async function timeOfCheckIn(api: TestApi, calls: number, signal: AbortSignal): Promise<Latency> {
  const { token } = await api.owner().signIn();
  const event: ApiEvent = JSON.parse(stackEvent);
  event.requestContext.authorizer.jwt.claims = token;
  const times: number[] = [];
  for (let call = 0; call < calls; call++) {
    signal.throwIfAborted();
    const started = performance.now();
    const { statusCode } = await api.handlers['check-in'](event, {} as Context);
    times.push(performance.now() - started);
    if (statusCode !== 200) throw new Error(`the check-in answered ${statusCode}`);
  }
  return latencyOf(times);
}
