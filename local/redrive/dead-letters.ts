import { pascalCase } from '../../infra/pascal-case.ts';

/** Whose letters hold the message itself: they go back into the queue that they came from. */
export const consumers = [
  'revoke-tokens',
  'notify-device',
  'notify-connections',
  'alert-owner',
  'plan-reviews',
  'send-review',
  'note-mail-events',
] as const;
/** Whose letters only say where in the table's stream the records lie: these are read again. */
export const streamReaders = ['publish-events', 'settle-sessions'] as const;

export type Consumer = (typeof consumers)[number];
export type StreamReader = (typeof streamReaders)[number];
export type DeadLetters = Consumer | StreamReader;

/** All that may give up, in the order in which an event passes them. */
export const deadLetters: readonly DeadLetters[] = [...streamReaders, ...consumers];

export const isStreamReader = (name: DeadLetters): name is StreamReader =>
  streamReaders.some((reader) => reader === name);

/** How the stack's outputs call the two queues. */
export const outputsOf = (name: DeadLetters) => ({
  letters: `${pascalCase(name)}DeadLettersUrl`,
  queue: `${pascalCase(name)}QueueUrl`,
});
