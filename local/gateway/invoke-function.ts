import type { RunningFunction } from '../functions/run-function.ts';
import { type Handled, problem } from './gateway-answer.ts';
import { readAnswer } from './read-answer.ts';

const integrationMsMax = 30_000;

/** Let the function answer a request, for as long as an HTTP API waits. */
export async function invokeFunction(fn: RunningFunction, event: string): Promise<Handled> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'too-late'>((resolve) => {
    // A shorter time-out of the function's own comes first.
    if (fn.timeoutMs >= integrationMsMax) timer = setTimeout(() => resolve('too-late'), integrationMsMax);
  });
  const result = await Promise.race([fn.invoke(event), tooLate]);
  clearTimeout(timer);
  if (result === 'too-late') {
    return { ...problem(503, 'Service Unavailable'), access: { integrationErrorMessage: 'Integration timed out' } };
  }
  if (result.kind !== 'answered') {
    const integrationErrorMessage = result.kind === 'failed' ? result.error.errorType : 'Sandbox.Timedout';
    return { ...problem(500, 'Internal Server Error'), access: { integrationStatus: 200, integrationErrorMessage } };
  }
  const answer = readAnswer(result.payload);
  if (answer === undefined) {
    const integrationErrorMessage = 'The response from the Lambda function is not of the expected format';
    return { ...problem(500, 'Internal Server Error'), access: { integrationStatus: 200, integrationErrorMessage } };
  }
  return { ...answer, access: { integrationStatus: 200, 'integration.status': answer.status } };
}
