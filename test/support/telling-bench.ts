import { afterAll } from '@jest/globals';
import type { DynamoDBRecord, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeHandler as alertOwner } from '../../functions/alert-owner/handler.ts';
import { makeHandler as answerConnection } from '../../functions/answer-connection/handler.ts';
import { makeHandler as closeConnection } from '../../functions/close-connection/handler.ts';
import { makeHandler as notifyConnections } from '../../functions/notify-connections/handler.ts';
import { makeHandler as notifyDevice } from '../../functions/notify-device/handler.ts';
import { makeHandler as openConnection } from '../../functions/open-connection/handler.ts';
import { makeHandler as publishEvents } from '../../functions/publish-events/handler.ts';
import { makeHandler as revokeTokens } from '../../functions/revoke-tokens/handler.ts';
import { makeHandler as settleSessions } from '../../functions/settle-sessions/handler.ts';
import { consumedEvents } from '../../infra/consumed-events.ts';
import type { ConsumerName } from '../../infra/function-rights.ts';
import { dynamoDbAlertLedger } from '../../shared/adapters/dynamodb/alert-ledger.ts';
import { dynamoDbPushTokens } from '../../shared/adapters/dynamodb/push-tokens.ts';
import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { readStreamRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { dynamoDbVault } from '../../shared/adapters/dynamodb/vault.ts';
import { activityClaim } from '../../shared/contracts/event-names.ts';
import { securityEvent } from '../../shared/contracts/security-event.ts';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import { endingsAreTold } from './endings-are-told.ts';
import { makeFaults } from './faulty.ts';
import { outsideWorld } from './outside-world.ts';
import { messageOf, queueEvent } from './queue-event.ts';
import type { Message } from './queue-event.ts';
import { openTableStream } from './table-stream.ts';
import { startTestApi } from './test-api.ts';

export type TellingBench = Awaited<ReturnType<typeof startTellingBench>>;

/**
 * The way of an event in this process, from the table's stream to the last consumer, in the order and with the
 * repetitions and failures that a test chooses. Engine, stream, stores and handlers are the real ones; what is outside
 * the process has stand-ins (outside-world.ts), and topic and queues are lists.
 */
export const startTellingBench = async ({ alertsPerDay = 100 }: { alertsPerDay?: number } = {}) => {
  const api = await startTestApi({ wrapStore: endingsAreTold });
  const stream = await openTableStream(api.engine);
  const outside = outsideWorld();
  const faults = makeFaults();
  const { client, tables } = api.engine;
  const { now } = api.clock;

  const world = { ...api.world, store: faults.faulty('store', api.world.store) };
  const connections = faults.faulty('connections', api.connections);
  const gateway = faults.faulty('gateway', outside.ports.gateway);
  const postponed: { id: string; seconds: number }[] = [];
  const { postpone } = faults.faulty('queue', {
    postpone: async (receiptHandle: string, seconds: number) => {
      postponed.push({ id: receiptHandle.replace('receipt-of-', ''), seconds });
    },
  });
  const deps = { world, log: api.log, postpone };
  const records = { table: tables.sessions, now };
  const consumers: Record<ConsumerName, (event: SQSEvent) => Promise<SQSBatchResponse>> = {
    'revoke-tokens': revokeTokens({
      ...deps,
      vault: faults.faulty('vault', dynamoDbVault(client, tables.vault)),
      revoker: faults.faulty('revoker', outside.ports.revoker),
    }),
    'notify-device': notifyDevice({
      ...deps,
      pushTokens: faults.faulty('pushTokens', dynamoDbPushTokens(client, tables.sessions)),
      platforms: faults.faulty('platforms', outside.ports.platforms),
    }),
    'notify-connections': notifyConnections({ ...deps, connections, gateway }),
    'alert-owner': alertOwner({
      ...deps,
      ledger: faults.faulty('ledger', dynamoDbAlertLedger(client, records)),
      limiter: faults.faulty(
        'limiter',
        dynamoDbRateLimiter(client, { ...records, action: 'alert', allowance: alertsPerDay }),
      ),
      orderLimiter: dynamoDbRateLimiter(client, { ...records, action: 'order-alert', allowance: alertsPerDay }),
      mailer: faults.faulty('mailer', outside.ports.mailer),
      dashboardUrl: 'https://dashboard.example/devices',
    }),
  };
  const consumerNames = Object.keys(consumers) as ConsumerName[];

  /** Every event that the topic has taken; each is held to the contract as it comes. */
  const taken: SecurityEvent[] = [];
  const queues = Object.fromEntries(consumerNames.map((name) => [name, [] as Message[]])) as Record<
    ConsumerName,
    Message[]
  >;
  const topic = faults.faulty('topic', {
    publish: async (events: readonly SecurityEvent[]) => {
      for (const event of events) {
        taken.push(securityEvent.parse(JSON.parse(JSON.stringify(event))));
        for (const name of consumerNames) {
          if (consumedEvents[name].eventTypes.includes(event[activityClaim].type)) queues[name].push(messageOf(event));
        }
      }
      return [];
    },
  });

  const readers = {
    'publish-events': publishEvents({
      publisher: topic,
      issuers: { events: 'https://api.example', tokens: api.pool.issuer },
      now,
      log: api.log,
      readStreamRecord,
    }),
    'settle-sessions': settleSessions({ world, log: api.log, readStreamRecord }),
  };
  const streamed: DynamoDBRecord[] = [];
  const positions = { 'publish-events': 0, 'settle-sessions': 0 };

  /**
   * Gives a reader of the stream what is new, and what it has failed at; it says whether all went well. A batch that it
   * throws at is halved, as Lambda does it.
   */
  const follow = async (name: keyof typeof readers): Promise<boolean> => {
    streamed.push(...(await stream.read()));
    const read = async (Records: DynamoDBRecord[]): Promise<boolean> => {
      try {
        const [failure] = (await readers[name]({ Records })).batchItemFailures;
        const failedAt = Records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failure?.itemIdentifier);
        positions[name] += failure ? failedAt : Records.length;
        return failure === undefined;
      } catch (error) {
        if (Records.length < 2) throw error;
        const half = Math.ceil(Records.length / 2);
        return (await read(Records.slice(0, half))) && read(Records.slice(half));
      }
    };
    return read(streamed.slice(positions[name]));
  };

  /** Gives a consumer these messages, or all that wait for it; those that it is done with wait no longer. */
  const deliver = async (name: ConsumerName, messages: readonly Message[] = queues[name]) => {
    const given = [...messages];
    if (given.length === 0) return { done: [], failed: [] };
    const { batchItemFailures } = await consumers[name](queueEvent(given));
    const isFailed = ({ id }: Message) => batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === id);
    const done = given.filter((message) => !isFailed(message));
    queues[name] = queues[name].filter((message) => !done.includes(message));
    return { done, failed: given.filter(isFailed) };
  };

  return {
    api,
    outside,
    faults,
    taken,
    queues,
    postponed,
    consumers,
    consumerNames,
    readers,
    follow,
    deliver,
    connections: {
      open: openConnection({ world, connections, log: api.log }),
      answer: answerConnection({ world, connections, gateway, log: api.log }),
      close: closeConnection({ connections, log: api.log }),
    },
    /** Everything that is on its way arrives. @throws where something fails */
    async tellAll(): Promise<void> {
      for (;;) {
        const before = streamed.length;
        const fine = [await follow('settle-sessions'), await follow('publish-events')];
        for (const name of consumerNames) {
          // One by one, in the order of the events: those that come at the same moment have tests of their own.
          for (const message of queues[name]) fine.push((await deliver(name, [message])).failed.length === 0);
        }
        if (fine.includes(false)) {
          const cause = api.log.lines.findLast(({ level }) => level === 'error')?.error;
          throw new Error(`something failed: ${String(cause)}`, { cause });
        }
        if (streamed.length === before) return;
      }
    },
    close: async () => {
      stream.close();
      await api.close();
    },
  };
};

/** The bench for the tests of one file; it goes when they are done. */
export const useTellingBench = async (options?: Parameters<typeof startTellingBench>[0]) => {
  const bench = await startTellingBench(options);
  afterAll(() => bench.close());
  return bench;
};
