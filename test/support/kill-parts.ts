import { setTimeout as sleep } from 'node:timers/promises';
import type { Local } from '../../local/runtime/start-local.ts';

const functions = [
  'publish-events',
  'settle-sessions',
  'revoke-tokens',
  'notify-device',
  'notify-connections',
  'alert-owner',
];

/**
 * Kills one part after the other, each some time after the one before, until it is ended: function threads, the
 * DynamoDB engine, queues and topics, mail.
 *
 * @returns how often each part was killed
 */
export const killParts = (local: Local, beforeMail: () => Promise<void>) => {
  const ending = new AbortController();
  const kills: Record<string, number> = {};
  const parts: [string, () => Promise<void>][] = [
    ...functions.map((name): [string, () => Promise<void>] => [name, () => local.killFunction(name)]),
    ['engine', () => local.restartEngine()],
    ['queues', () => local.restartQueues()],
    ['mail', async () => beforeMail().then(() => local.restartMail())],
  ];
  const killing = (async () => {
    let left: typeof parts = [];
    while (!ending.signal.aborted) {
      if (left.length === 0) left = [...parts];
      // Each before any has its second turn, in an order that is new in every round.
      const [[name, kill] = ['', async () => {}]] = left.splice(Math.floor(Math.random() * left.length), 1);
      await kill();
      kills[name] = (kills[name] ?? 0) + 1;
      await sleep(50 + Math.random() * 300, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  return async (): Promise<Readonly<Record<string, number>>> => {
    ending.abort();
    await killing;
    return kills;
  };
};
