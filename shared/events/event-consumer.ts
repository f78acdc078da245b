import { securityEvent } from '../contracts/security-event.ts';
import type { SecurityEvent } from '../contracts/security-event.ts';
import { queueConsumer } from './queue-consumer.ts';
import type { ConsumerDeps } from './queue-consumer.ts';

/** A function behind a queue of security events. */
export const eventConsumer = (deps: ConsumerDeps, handle: (event: SecurityEvent) => Promise<void>) =>
  queueConsumer(deps, { schema: securityEvent, handle, idOf: ({ jti }) => jti });
