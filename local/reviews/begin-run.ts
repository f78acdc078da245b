import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { planRun } from '../../shared/contracts/review-messages.ts';
import { OutputsError } from '../device/client/read-named-outputs.ts';
import { clientSettings } from '../redrive/client-settings.ts';
import type { Place } from '../redrive/place.ts';
import { countWords } from './count-words.ts';
import { describeRun } from './describe-run.ts';
import { makeRunCount, type RunCount } from './run-count.ts';
import type { Talk } from './run-reviews.ts';
import { tailLog } from './tail-log.ts';

const lookEveryMs = 250;
/** Lines are in the file within a tenth of a second; a message is gone from its queue after them. */
const looksEmptyMin = 2;
const stuckMs = 60_000;

/**
 * Begins a run of the monthly review, as the schedule would. In a local run, follows it until its queues are empty.
 *
 * @returns whether everything that was due was dealt with
 */
export const beginRun = async (place: Place, outputs: string, talk: Talk): Promise<boolean> => {
  const { say, paint } = talk;
  const planUrl = place.optional('PlanReviewsQueueUrl');
  if (planUrl === undefined) {
    throw new OutputsError(
      'The monthly review is not part of this stage: it takes e-mail and a dashboard, see infra/config.ts.',
    );
  }
  const sqs = new SQSClient({ ...clientSettings(place), ...(place.endpoints && { endpoint: place.endpoints.sqs }) });
  try {
    const logFile = join(dirname(outputs), 'functions.log');
    const log = place.endpoints && tailLog(logFile);
    await sqs.send(new SendMessageCommand({ QueueUrl: planUrl, MessageBody: JSON.stringify(planRun) }));
    if (log === undefined) {
      say(
        `${paint.good('✓')} A run was put into the queue of "${place.stage}". Its figures are in CloudWatch, namespace RemoteSignOut`,
      );
      return true;
    }
    const urls = [planUrl, place.required('SendReviewQueueUrl'), place.required('NoteMailEventsQueueUrl')];
    const count = makeRunCount();
    const ended = await follow({ sqs, urls, lines: () => log.read(), count, talk });
    talk.progress('');
    say(describeRun(count, { ended, logFile, mailPage: place.optional('MailEndpoint'), paint }));
    return ended === 'done' && count.isPlanned();
  } finally {
    sqs.destroy();
  }
};

interface Followed {
  sqs: SQSClient;
  /** Of the queues that the run goes through. */
  urls: readonly string[];
  lines: () => string[];
  count: RunCount;
  talk: Talk;
}

const follow = async ({ sqs, urls, lines, count, talk }: Followed): Promise<'done' | 'stuck'> => {
  let looksEmpty = 0;
  let movedAt = Date.now();
  while (looksEmpty < looksEmptyMin || !count.isPlanned()) {
    await sleep(lookEveryMs);
    const waiting = await waitingIn(sqs, urls);
    const news = lines().filter((line) => count.take(line));
    if (news.length > 0) movedAt = Date.now();
    looksEmpty = waiting === 0 && news.length === 0 ? looksEmpty + 1 : 0;
    if (Date.now() - movedAt > stuckMs) return 'stuck';
    talk.progress(`  ${countWords(count.sent, 'mail')} sent, ${countWords(waiting, 'message')} waiting …`);
  }
  return 'done';
};

const waitingIn = async (sqs: SQSClient, urls: readonly string[]): Promise<number> => {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  let waiting = 0;
  for (const QueueUrl of urls) {
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
    const { Attributes = {} } = await sqs.send(ask);
    for (const name of names) waiting += Number(Attributes[name] ?? 0);
  }
  return waiting;
};
