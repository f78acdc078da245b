import { setTimeout as sleep } from 'node:timers/promises';

/** The rest between two check-ins, which a hint ends early. */
export interface Rest {
  /** @throws the signal's reason when interrupted */
  rest: (ms: number) => Promise<void>;
  /** Also when nobody rests: the next rest is over at once then. */
  wake: () => void;
}

/** However many hints come: they are not signed, and whoever can send them should not make the device ask for ever. */
const betweenWakesMs = 1000;

export const makeRest = (signal: AbortSignal): Rest => {
  let hint = new AbortController();
  let lastWoken = -Infinity;
  const rest = async (ms: number, until: AbortSignal[]): Promise<void> => {
    await sleep(Math.max(0, ms), undefined, { signal: AbortSignal.any([signal, ...until]) }).catch(() => {
      signal.throwIfAborted();
    });
  };
  return {
    async rest(ms) {
      await rest(ms, [hint.signal]);
      if (!hint.signal.aborted) return;
      await rest(lastWoken + betweenWakesMs - performance.now(), []);
      lastWoken = performance.now();
      hint = new AbortController();
    },
    wake: () => hint.abort(),
  };
};
