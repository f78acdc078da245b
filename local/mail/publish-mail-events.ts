import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
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

/** Mails of which is told at a time. */
const atOnce = 16;
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

  async function publishOne({ topicArn, message }: MailEvent): Promise<void> {
    while (!signal.aborted) {
      try {
        const Subject = 'Amazon SES Email Event Notification';
        const command = new PublishCommand({ TopicArn: topicArn, Subject, Message: message });
        await sns.send(command, { abortSignal: signal });
        inTrouble = false;
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!inTrouble)
          onTrouble(`Mail events: ${error instanceof Error ? error.message : String(error)}; trying again`);
        inTrouble = true;
        await sleep(afterErrorMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  async function publishInTurn(events: readonly MailEvent[]): Promise<void> {
    for (const event of events) await publishOne(event);
  }

  function next(): void {
    while (underWay.size < atOnce) {
      const events = waiting.shift();
      if (events === undefined) return;
      const one = publishInTurn(events).finally(() => {
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
