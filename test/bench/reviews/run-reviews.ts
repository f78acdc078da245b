import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { planRun } from '../../../shared/contracts/review-messages.ts';
import type { SectionProps } from '../section.ts';
import { withSystem } from '../system/with-system.ts';
import { fillAccounts } from './fill-accounts.ts';
import { listenToMails } from './sent-mails.ts';

export interface RunFigure {
  accounts: number;
  due: number;
  fillMs: number;
  /** From the schedule's message until every queue was empty. */
  runMs: number;
  mails: number;
  twice: number;
  missed: number;
  /** Mails to accounts that were not due. */
  tooMany: number;
  kills: number;
  /** Resident memory of the process with gateway, functions and emulators, in bytes, at each tenth of the mails. */
  memory: number[];
}

const queues = ['PlanReviewsQueueUrl', 'SendReviewQueueUrl', 'NoteMailEventsQueueUrl'];
const workers = ['plan-reviews', 'send-review', 'note-mail-events'];
const killEveryMs = 4000;
const lookEveryMs = 200;
const tenths = 10;

/** One run of the monthly review over so many accounts, with or without its functions being killed on the way. */
export const runReviews = (accounts: number, isKilled: boolean, props: SectionProps): Promise<RunFigure> =>
  withSystem(props.signal, async ({ system }) => {
    const { progress, signal } = props;
    const sqs = new SQSClient({
      region: system.outputs['Region'] ?? 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
      endpoint: system.outputs['SqsEndpoint'] ?? '',
      useQueueUrlAsEndpoint: false,
    });
    const mails = await listenToMails(system);
    try {
      progress.step(`Reviews: ${accounts.toLocaleString('en')} accounts`);
      const fillStarted = performance.now();
      const due = await fillAccounts(system, accounts, props);
      const fillMs = performance.now() - fillStarted;

      progress.step(isKilled ? 'Reviews: mails, with functions killed on the way' : 'Reviews: mails');
      const memory: number[] = [];
      let kills = 0;
      let killedAt = performance.now();
      const started = performance.now();
      let endedAt = started;
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: system.outputs['PlanReviewsQueueUrl'],
          MessageBody: JSON.stringify(planRun),
        }),
      );
      for (let quiet = 0; quiet < 5;) {
        signal.throwIfAborted();
        const heard = await mails.look();
        const { size } = mails.byAccount;
        progress.at(size, due.length);
        while (memory.length <= Math.floor((size * tenths) / due.length) && memory.length <= tenths) {
          memory.push((await system.usage()).rss);
        }
        if (isKilled && size < due.length && performance.now() - killedAt > killEveryMs) {
          await system.killFunction(workers[kills % workers.length] ?? '');
          kills += 1;
          killedAt = performance.now();
        }
        if (heard) {
          endedAt = performance.now();
          quiet = 0;
          continue;
        }
        quiet = (await waiting(sqs, system.outputs)) === 0 ? quiet + 1 : 0;
        await sleep(lookEveryMs, undefined, { signal });
      }
      const counts = [...mails.byAccount.values()];
      const wanted = new Set(due);
      return {
        accounts: accounts + 1,
        due: due.length,
        fillMs,
        runMs: endedAt - started,
        mails: counts.reduce((sum, one) => sum + one, 0),
        twice: counts.filter((one) => one > 1).length,
        missed: due.filter((id) => !mails.byAccount.has(id)).length,
        tooMany: [...mails.byAccount.keys()].filter((id) => !wanted.has(id)).length,
        kills,
        memory,
      };
    } finally {
      mails.close();
      sqs.destroy();
    }
  });

const waiting = async (sqs: SQSClient, outputs: Readonly<Record<string, string>>): Promise<number> => {
  let count = 0;
  for (const name of queues) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: outputs[name],
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    count += Object.values(Attributes ?? {}).reduce((sum, one) => sum + Number(one), 0);
  }
  return count;
};
