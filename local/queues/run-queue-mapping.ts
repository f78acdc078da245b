import type { Message } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningFunction } from '../functions/run-function.ts';
import type { QueueMappingSpec } from '../template/stack.ts';
import { failedMessages } from './failed-messages.ts';
import { type QueueSource, toQueueEvent } from './queue-event.ts';
import type { SqsClient } from './sqs-client.ts';

export interface QueueMappingProps {
  mapping: QueueMappingSpec;
  fn: RunningFunction;
  sqs: SqsClient;
  queueUrl: string;
  source: QueueSource;
  /** Told once of each trouble, however long it lasts. */
  onError: (error: unknown) => void;
}

const waitMs = 20_000;
const afterErrorMs = 1000;

/**
 * Bring the messages of a queue to a function, at least once each. What went well is deleted. What did not comes again
 * when its visibility ends, the queue's or the one that the function has set; how often is the queue's own affair.
 */
export function runQueueMapping(props: QueueMappingProps): { close(): Promise<void> } {
  const { mapping, fn, sqs, queueUrl } = props;
  const ending = new AbortController();
  const { signal } = ending;
  const rest = (ms: number): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {});
  const underWay = new Set<Promise<void>>();
  let inTrouble = false;

  /** Call the queue; again after a pause while it cannot be called, undefined when we end first. */
  async function patiently<T>(call: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        const result = await call();
        inTrouble = false;
        return result;
      } catch (error) {
        if (signal.aborted) return undefined;
        if (!inTrouble) props.onError(error);
        inTrouble = true;
        await rest(afterErrorMs);
      }
    }
  }

  async function gather(): Promise<Message[]> {
    const gathered: Message[] = [];
    let leftMs = waitMs;
    let until = Infinity;
    while (!signal.aborted && gathered.length < mapping.batchSize && leftMs > 0) {
      const countMax = mapping.batchSize - gathered.length;
      gathered.push(...((await patiently(() => sqs.receive(queueUrl, { countMax, waitMs: leftMs, signal }))) ?? []));
      if (gathered.length === 0) break;
      // The window opens with the first message.
      if (until === Infinity) until = Date.now() + mapping.windowMs;
      leftMs = until - Date.now();
    }
    return gathered;
  }

  async function deliver(batch: Message[]): Promise<void> {
    const result = await fn.invoke(JSON.stringify(toQueueEvent(batch, props.source)));
    if (result.kind !== 'answered') return;
    const failed = mapping.reportsItemFailures ? failedMessages(batch, result.payload) : [];
    const done = batch.filter((message) => !failed.includes(message));
    if (done.length > 0) await patiently(() => sqs.remove(queueUrl, done));
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      // Received only when it can be worked on at once: waiting here would count as a receipt and use up its time.
      while (underWay.size >= mapping.concurrencyMax) await Promise.race(underWay);
      const batch = await gather();
      if (batch.length === 0) continue;
      const delivery: Promise<void> = deliver(batch)
        .catch(props.onError)
        .finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    }
  }

  const running = run();
  return {
    async close() {
      ending.abort();
      await running;
      await Promise.all(underWay);
    },
  };
}
