import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { monotonicFactory } from 'ulid';
import type { World } from '../../domain/ports.ts';

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');

/** The clock, chance and patience of the machine. */
export const systemWorld = (): Omit<World, 'store'> => {
  const ulid = monotonicFactory();
  const newId = () => ulid().toLowerCase();
  return {
    now: () => new Date(),
    newId: {
      device: () => `dev_${newId()}`,
      session: () => `ses_${newId()}`,
      activity: () => `act_${newId()}`,
      review: () => `rev_${newId()}`,
    },
    secrets: {
      create: () => {
        const secret = randomBytes(32).toString('base64url');
        return { secret, hash: hashOf(secret) };
      },
      matches: (secret, hash) => timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash)),
    },
    // 5, 10, 20 … 320 ms at most, each times a random half to whole (full jitter would starve the unlucky).
    pause: async (attempt) => {
      await wait(Math.min(5 * 2 ** attempt, 320) * (0.5 + Math.random() / 2));
    },
  };
};
