import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import { planRun } from '../../../shared/contracts/review-messages.ts';
import type { LocalOwner } from '../../support/local-owner.ts';
import type { LocalRun } from '../../support/local-run.ts';

interface ReceivedMail {
  destination: { to: string[] };
  body: { text?: string };
}

/** Links of a mail, with the tokens in them. */
export interface MailLinks {
  review: string;
  reviewToken: string;
  unsubscribe: string;
  unsubscribeToken: string;
}

/** Makes the owner due, runs the schedule, and waits for the mail that asks for a review. */
export const askedByMail = async (run: LocalRun, owner: LocalOwner): Promise<MailLinks> => {
  const before = (await mailsTo(run, owner)).length;
  await makeDue(run, owner);
  await runReviews(run);
  for (let looks = 0; looks < 600; looks += 1) {
    const mail = (await mailsTo(run, owner))[before];
    if (mail) return linksIn(run, mail);
    await sleep(100);
  }
  throw new Error('no mail came');
};

/** Mails that ask for a review. */
export const mailsTo = async (run: LocalRun, { email }: LocalOwner): Promise<ReceivedMail[]> => {
  const answer = await fetch(`${run.local.outputs['MailEndpoint']}/store`);
  const { emails } = (await answer.json()) as { emails: ReceivedMail[] };
  return emails.filter(({ destination, body }) => destination.to.includes(email) && textOf(body).includes('/review#'));
};

/** As the schedule does it. */
export const runReviews = async ({ local }: LocalRun): Promise<void> => {
  const { SqsEndpoint: endpoint = '', Region: region = '', PlanReviewsQueueUrl: QueueUrl } = local.outputs;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(planRun) }));
  sqs.destroy();
};

/** As when a month has gone by. */
const makeDue = async ({ engine }: LocalRun, { sub }: LocalOwner): Promise<void> => {
  const retention = { activityDays: 90, signedOutDeviceDays: 400 };
  const store = dynamoDbAccountStore(engine.client, { tables: engine.tables, retention, now: () => new Date() });
  const { account: before } = await store.read(sub, {});
  if (!before) throw new Error('the owner has no account yet');
  const done = await store.commit(sub, [{ kind: 'account', before, after: { ...before, reviewDueAt: '2026-01-01' } }]);
  if (done !== 'committed') throw new Error('the account was changed meanwhile');
};

const textOf = ({ text = '' }: ReceivedMail['body']): string => text;

/** No log may hold what is in them. */
const linksIn = (run: LocalRun, { body }: ReceivedMail): MailLinks => {
  const review = /https?:\/\/\S+\/review#\S+/.exec(textOf(body))?.[0] ?? '';
  const unsubscribe = /https?:\/\/\S+\/unsubscribe#\S+/.exec(textOf(body))?.[0] ?? '';
  const [reviewToken, unsubscribeToken] = [new URL(review).hash.slice(1), new URL(unsubscribe).hash.slice(1)];
  run.secrets.add(reviewToken).add(unsubscribeToken);
  return { review, reviewToken, unsubscribe, unsubscribeToken };
};
