import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsSettings } from '../runtime/aws-settings.ts';
import type { MailEvent } from './mail-events.ts';

export interface MailEventPublisher {
  /** Tell of a mail, in this order; it is nobody else's business when, or how often it takes. */
  publish(events: readonly MailEvent[]): void;
  close(): Promise<void>;
}

export interface MailEventPublisherProps {
  aws: AwsSettings;
  /** Of SNS. */
  endpoint: string;
  /** Told once of each trouble, however long it lasts. */
  onTrouble: (message: string) => void;
}

/** What SNS takes in one call. */
const batchMax = 10;
/** Few, so that calls are full when there is much to tell. */
const callsAtOnce = 2;
const afterErrorMs = 500;
const closeMsMax = 2000;

/**
 * Publishes what SES tells of mails, whatever becomes of who sent them. What a topic does not take is kept in memory and
 * tried again until it does; only the end of this process loses it, as it would lose a mail that SES says nothing of.
 */
export function startMailEventPublisher({ aws, endpoint, onTrouble }: MailEventPublisherProps): MailEventPublisher {
  const sns = new SNSClient({ ...aws, endpoint, maxAttempts: 1 });
  const waiting: (readonly MailEvent[])[] = [];
  const underWay = new Set<Promise<void>>();
  const ending = new AbortController();
  const { signal } = ending;
  let inTrouble = false;

  /** @returns those that the topic did not take */
  async function publishTo(topicArn: string, events: readonly MailEvent[]): Promise<readonly MailEvent[]> {
    const entries = events.map(({ message }, index) => ({ Id: String(index), Subject: subject, Message: message }));
    const command = new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries });
    try {
      const { Failed = [] } = await sns.send(command, { abortSignal: signal });
      inTrouble = false;
      return events.filter((_event, index) => Failed.some(({ Id }) => Id === String(index)));
    } catch (error) {
      if (!inTrouble && !signal.aborted) onTrouble(`Mail events are tried again: ${wordsOf(error)}`);
      inTrouble = true;
      return events;
    }
  }

  async function publishAll(events: readonly MailEvent[]): Promise<void> {
    for (const [topicArn, ofTopic] of Map.groupBy(events, (event) => event.topicArn)) {
      let left: readonly MailEvent[] = ofTopic;
      while (!signal.aborted) {
        left = await publishTo(topicArn, left);
        if (left.length === 0) break;
        await sleep(afterErrorMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** What happened first to each of the mails, and only then what came after it. */
  async function publishInTurn(mails: readonly (readonly MailEvent[])[]): Promise<void> {
    const turns = Math.max(...mails.map((events) => events.length));
    for (let turn = 0; turn < turns; turn++) await publishAll(mails.flatMap((events) => events[turn] ?? []));
  }

  function next(): void {
    while (underWay.size < callsAtOnce && waiting.length > 0) {
      const one = publishInTurn(waiting.splice(0, batchMax)).finally(() => {
        underWay.delete(one);
        next();
      });
      underWay.add(one);
    }
  }

  return {
    publish(events) {
      if (events.length === 0) return;
      waiting.push(events);
      next();
    },
    async close() {
      const impatient = setTimeout(() => ending.abort(), closeMsMax);
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(impatient);
      ending.abort();
      sns.destroy();
    },
  };
}

const subject = 'Amazon SES Email Event Notification';

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));
