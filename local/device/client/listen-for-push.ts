import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { offline } from './offline.ts';
import { reconnectDelay } from './reconnect-delay.ts';

export type PushNews =
  /** What the platform would have delivered to the app. */
  { kind: 'push'; text: string } | { kind: 'lost'; why: string; delayMs: number };

export interface ListenForPushProps {
  /** Of what stands in for the platforms in the local run. */
  endpoint: string;
  token: string;
  /** What was delivered before is over. */
  since: Date;
  signal: AbortSignal;
  onNews: (news: PushNews) => void;
}

const delivered = z.looseObject({
  messages: z.array(z.looseObject({ n: z.int(), at: z.iso.datetime(), payload: z.unknown() })),
});

const waitSeconds = 20;
const patienceMs = (waitSeconds + 10) * 1000;

/** Gets each push as it is delivered, as the phone's system would hand it to the app, until `signal` is aborted. */
export const listenForPush = async ({ endpoint, token, since, signal, onNews }: ListenForPushProps): Promise<void> => {
  const address = new URL(`${endpoint}/tokens/${encodeURIComponent(token)}/messages`);
  let after = 0;
  for (let attempt = 0; !signal.aborted;) {
    try {
      address.search = String(new URLSearchParams({ after: String(after), wait: String(waitSeconds) }));
      const response = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) });
      if (!response.ok) throw new Error(`the stand-in for the push platforms answered ${response.status}`);
      const { messages } = delivered.parse(await response.json());
      for (const { n, at, payload } of messages) {
        after = Math.max(after, n);
        if (Date.parse(at) >= since.getTime()) onNews({ kind: 'push', text: textOf(payload) });
      }
      attempt = 0;
    } catch (error) {
      if (signal.aborted) return;
      const delayMs = reconnectDelay({ attempt });
      onNews({ kind: 'lost', why: offline(error, address.host).detail, delayMs });
      attempt++;
      await sleep(delayMs, undefined, { signal }).catch(() => {});
    }
  }
};

const textOf = (payload: unknown): string => (typeof payload === 'string' ? payload : JSON.stringify(payload));
