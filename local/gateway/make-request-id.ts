import { randomFillSync } from 'node:crypto';

// Random bytes are cheap by the kilobyte and dear by the dozen.
const pool = Buffer.alloc(11 * 512);
let at = pool.length;

/** As API Gateway's own look: `Mc7UVioPPHcEKPA=`. */
export function makeRequestId(): string {
  if (at >= pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  const id = pool.toString('base64', at, at + 11);
  at += 11;
  return id;
}
