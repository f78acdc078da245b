import { sqsPostponeMessage } from '../sqs/postpone-message.ts';
import { functionWorld } from './function-world.ts';
import type { FunctionVariables } from './function-world.ts';

/** What a function behind a queue works with: the same, and a way to let a message come again later. */
export const consumerWorld = (name: string, variables: FunctionVariables & { QUEUE_URL: string }) => ({
  ...functionWorld(name, variables),
  postpone: sqsPostponeMessage(variables.QUEUE_URL),
});
