import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { connectionTicket } from '../../../shared/contracts/resources.ts';
import { callSignedIn } from './call-signed-in.ts';
import type { DeviceClient } from './device-client.ts';
import type { Trouble } from './answer.ts';
import { reconnectDelay } from './reconnect-delay.ts';
import { runSocket } from './run-socket.ts';
import type { SocketEnd } from './run-socket.ts';

/** What happens to the open connection of a device. */
export type ConnectionNews =
  | { kind: 'open' }
  | { kind: 'message'; text: string }
  /** There is none now, and another try comes after `delayMs`. */
  | { kind: 'lost'; why: string; delayMs: number }
  /** It may be that the sign-in has ended: check in. */
  | { kind: 'doubt' }
  /** This installation has no open connections: there is no other try. */
  | { kind: 'not-offered' };

export interface KeepConnectedProps {
  client: DeviceClient;
  signal: AbortSignal;
  onNews: (news: ConnectionNews) => void;
  random?: () => number;
  pingEveryMs?: number;
}

/** A connection that lived so long was a good one: after it, trying starts anew. */
const goodMs = 30_000;

/**
 * Keeps a connection to the service open, over which it says that the session has ended. What is said is a hint, and
 * may be lost with the connection: only a check-in decides. Ends when `signal` is aborted, or when there are no open
 * connections to be had.
 */
export const keepConnected = async (props: KeepConnectedProps): Promise<void> => {
  const { signal, onNews, random } = props;
  for (let attempt = 0; !signal.aborted; attempt++) {
    const started = performance.now();
    const end = await connectOnce(props);
    if (signal.aborted) return;
    if (end === 'not-offered') return onNews({ kind: 'not-offered' });
    if (performance.now() - started > goodMs) attempt = 0;
    if (end.doubt) onNews({ kind: 'doubt' });
    const delayMs = reconnectDelay({ attempt, retryAfterSeconds: end.retryAfterSeconds }, random);
    onNews({ kind: 'lost', why: end.why, delayMs });
    await sleep(delayMs, undefined, { signal }).catch(() => {});
  }
};

type End = { why: string; retryAfterSeconds?: number | undefined; doubt?: boolean };

const connectOnce = async ({
  client,
  signal,
  onNews,
  pingEveryMs,
}: KeepConnectedProps): Promise<End | 'not-offered'> => {
  const ticket = await askForTicket(client);
  if (ticket.kind !== 'done') return ticket.kind === 'not-offered' ? 'not-offered' : ticket;
  const end: SocketEnd = await runSocket({
    url: ticket.url,
    userAgent: 'remote-sign-out-device/1',
    signal,
    onOpen: () => onNews({ kind: 'open' }),
    onMessage: (text) => onNews({ kind: 'message', text }),
    ...(pingEveryMs !== undefined && { pingEveryMs }),
  });
  return { ...end, doubt: end.status === 401 };
};

const askForTicket = async (
  client: DeviceClient,
): Promise<({ kind: 'trouble' } & End) | { kind: 'done'; url: string } | { kind: 'not-offered' }> => {
  // One try: this loop has a patience of its own, and the check-ins beside it already say what is wrong.
  const onTrouble = async (trouble: Trouble): Promise<never> => {
    throw new NoTicketError(trouble);
  };
  const quiet: DeviceClient = { ...client, onTrouble, note: () => {} };
  try {
    const request = { method: 'POST', path: '/v1/sessions/current/connection' } as const;
    const answer = await callSignedIn<z.infer<typeof connectionTicket>>(quiet, request);
    if (answer.kind === 'done') return { kind: 'done', url: answer.body.url };
    if (answer.kind !== 'refused') return { kind: 'trouble', why: 'this device is not signed in', doubt: true };
    const { status, title } = answer.problem;
    // Where there are none, API Gateway does not know the way.
    return status === 404 ? { kind: 'not-offered' } : { kind: 'trouble', why: title, doubt: status === 401 };
  } catch (error) {
    if (!(error instanceof NoTicketError)) throw error;
    const { detail, retryAfterSeconds } = error.trouble;
    return { kind: 'trouble', why: detail, retryAfterSeconds };
  }
};

class NoTicketError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.detail);
    this.trouble = trouble;
  }
}
