import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { activityItem } from '../../../shared/adapters/dynamodb/items.ts';
import { systemWorld } from '../../../shared/adapters/system/system-world.ts';
import { activityOf } from '../../../shared/domain/activity/activity.ts';
import { inLanes } from '../measure/in-lanes.ts';
import type { SectionProps } from '../section.ts';
import { engineClient } from '../system/engine-client.ts';
import type { System } from '../system/start-system.ts';
import { subscribeQueue } from '../system/subscribe-queue.ts';

export interface OutboxFigure {
  events: number;
  writtenMs: number;
  allOutMs: number;
}

/** Of one BatchWriteItem. */
const batchMax = 25;
const lanes = 4;

/** Writes events faster than they can go out, of a kind that no consumer of ours takes, and counts them at a subscriber. */
export const measureOutbox = async (
  system: System,
  { sizes, progress, signal }: SectionProps,
): Promise<OutboxFigure> => {
  const { events } = sizes.telling;
  const dynamodb = engineClient(system);
  const table = system.outputs['SessionsTableName'] ?? '';
  const subscriber = await subscribeQueue(system, system.outputs['EventsTopicArn']);
  try {
    progress.step('Telling: events through the outbox');
    const { newId } = systemWorld();
    const items = Array.from({ length: events }, () =>
      activityItem(
        activityOf({
          accountId: randomUUID(),
          id: newId.activity(),
          type: 'device-trusted',
          at: new Date().toISOString(),
        }),
        { activityDays: 90, signedOutDeviceDays: 400 },
      ),
    );
    const batches = Array.from({ length: Math.ceil(events / batchMax) }, (_, index) =>
      items.slice(index * batchMax, (index + 1) * batchMax),
    );
    const started = performance.now();
    const writing = inLanes(batches, { lanes, signal }, (batch) =>
      dynamodb.send(
        new BatchWriteCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
      ),
    ).then(() => performance.now() - started);

    const seen = new Set<string>();
    while (seen.size < events) {
      signal.throwIfAborted();
      for (const body of await subscriber.take(5)) seen.add(String(/act_\w+/.exec(body)?.[0]));
      progress.at(seen.size, events);
    }
    const allOutMs = performance.now() - started;
    return { events, writtenMs: await writing, allOutMs };
  } finally {
    subscriber.close();
    dynamodb.destroy();
  }
};
