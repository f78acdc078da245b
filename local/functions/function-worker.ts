import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Boot, InvocationError, InvokeMessage, WorkerMessage } from './protocol.ts';

// A thread of this runs one function: what the Node.js runtime of Lambda does between the service and the bundle.
type Handler = (event: unknown, context: unknown) => unknown;

const boot: Boot = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const handler = await loadHandler();
  parentPort?.on('message', (message: InvokeMessage) => void invoke(handler, message));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'not-ready', error: describe(error) });
}

async function loadHandler(): Promise<Handler> {
  const [file = '', name = ''] = boot.handler.split('.');
  const path = ['.js', '.mjs', '.cjs'].map((ending) => join(boot.folder, file + ending)).find(existsSync);
  if (path === undefined) throw new Error(`${boot.folder} holds no ${file}.js`);
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  // The exports of CommonJS as a whole: their names are not always found in a minified bundle.
  const exported = { ...(module['default'] as object | undefined), ...module } as Record<string, unknown>;
  const handler = exported[name];
  if (typeof handler !== 'function') throw new Error(`${path} exports no function "${name}"`);
  return handler as Handler;
}

async function invoke(handler: Handler, { id, requestId, event, deadline }: InvokeMessage): Promise<void> {
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: boot.functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn: boot.functionArn,
    logGroupName: `/aws/lambda/${boot.functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(boot.memoryMb),
  };
  try {
    const answer = await handler(JSON.parse(event), context);
    post({ kind: 'answer', id, payload: JSON.stringify(answer) ?? 'null' });
  } catch (error) {
    post({ kind: 'failure', id, error: describe(error) });
  }
}

function describe(error: unknown): InvocationError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
