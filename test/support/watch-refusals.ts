import { requestOf } from './call-route.ts';
import type { LocalDevice } from './local-owner.ts';
import { send } from './send.ts';
import type { Received } from './send.ts';

export interface Refusals {
  /** Before the request that signs a device out is sent. */
  asked(device: LocalDevice): void;
  /** Once that request has been answered with 202 or 204. */
  accepted(device: LocalDevice): void;
  /** One request of a device, whatever comes of it; a connection that breaks counts as no answer. */
  checkIn(device: LocalDevice): Promise<Received | undefined>;
  /** Check-ins of random devices, so many at a time, until `stop`. */
  start(devices: readonly LocalDevice[], atATime: number): void;
  stop(): Promise<void>;
  /** How often each status was answered. */
  statuses: Map<number, number>;
  /** Devices that were let in by a request that began after their sign-out had been accepted. */
  late: string[];
  /** Devices that were refused by a request that was answered before anyone had asked for their sign-out. */
  early: string[];
}

/** Keeps devices checking in while they are signed out, and remembers what must not happen. */
export const watchRefusals = (endpoint: string): Refusals => {
  const asked = new Set<string>();
  const accepted = new Set<string>();
  const statuses = new Map<number, number>();
  const late: string[] = [];
  const early: string[] = [];
  const stopping = new AbortController();
  let workers: Promise<void>[] = [];

  const checkIn = async ({ sessionId, tokens }: LocalDevice): Promise<Received | undefined> => {
    const wasAccepted = accepted.has(sessionId);
    try {
      const received = await send(endpoint, requestOf(tokens.access, 'check-in'));
      const { status } = received;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (wasAccepted && status < 400) late.push(sessionId);
      if (status === 401 && !asked.has(sessionId)) early.push(sessionId);
      return received;
    } catch {
      return undefined;
    }
  };

  return {
    asked: ({ sessionId }) => void asked.add(sessionId),
    accepted: ({ sessionId }) => void accepted.add(sessionId),
    checkIn,
    start(devices, atATime) {
      workers = Array.from({ length: atATime }, async () => {
        while (!stopping.signal.aborted) {
          const device = devices[Math.floor(Math.random() * devices.length)];
          if (device !== undefined) await checkIn(device);
        }
      });
    },
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
    statuses,
    late,
    early,
  };
};
