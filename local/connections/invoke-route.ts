import type { RunningFunction } from '../functions/run-function.ts';
import type { AccessValues } from '../gateway/make-access-line.ts';
import { type Answer, readAnswer } from '../gateway/read-answer.ts';
import { isRecord } from '../template/template.ts';

export type RouteResult =
  | { kind: 'answered'; answer: Answer; access: AccessValues }
  /** By an exception, by its own time-out, or with what is no answer. */
  | { kind: 'failed'; access: AccessValues }
  | { kind: 'too-late'; access: AccessValues };

/** Let a function handle an event of a connection, for as long as API Gateway waits. */
export async function invokeRoute(fn: RunningFunction, event: string, timeoutMs: number): Promise<RouteResult> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'too-late'>((resolve) => {
    // A shorter time-out of the function's own comes first.
    if (fn.timeoutMs >= timeoutMs) timer = setTimeout(() => resolve('too-late'), timeoutMs);
  });
  const result = await Promise.race([fn.invoke(event), tooLate]);
  clearTimeout(timer);
  const integrationLatency = Math.round(performance.now() - started);
  const failed = (integrationErrorMessage: string): RouteResult => ({
    kind: result === 'too-late' ? 'too-late' : 'failed',
    access: { integrationLatency, integrationStatus: 200, integrationErrorMessage },
  });
  if (result === 'too-late') return failed('Endpoint request timed out');
  if (result.kind === 'timed-out') return failed('Sandbox.Timedout');
  if (result.kind === 'failed') return failed(result.error.errorType);
  const answer = readRouteAnswer(result.payload);
  if (answer === undefined) return failed('Malformed Lambda proxy response');
  const access = { integrationLatency, integrationStatus: 200, 'integration.status': answer.status };
  return { kind: 'answered', answer, access };
}

/** Unlike an HTTP API, a WebSocket API takes nothing for a 200 that does not say so. */
function readRouteAnswer(payload: string): Answer | undefined {
  const answer: unknown = JSON.parse(payload);
  return isRecord(answer) && answer['statusCode'] !== undefined ? readAnswer(payload) : undefined;
}
