import type { Trouble } from './answer.ts';
import { retryDelay } from './retry-delay.ts';

/** What to do while the service does not answer: wait and return, or throw to give up. */
export type OnTrouble = (trouble: Trouble, attempt: number, delayMs: number) => Promise<void>;

/** Asks until there is an answer. */
export const patiently = async <A extends { kind: string }>(
  ask: () => Promise<A>,
  onTrouble: OnTrouble,
): Promise<Exclude<A, Trouble>> => {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask();
    if (!isTrouble(answer)) return answer as Exclude<A, Trouble>;
    await onTrouble(answer, attempt, retryDelay({ attempt, retryAfterSeconds: answer.retryAfterSeconds }));
  }
};

const isTrouble = (answer: { kind: string }): answer is Trouble => answer.kind === 'trouble';
