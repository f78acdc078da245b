import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { makeHandler as noteMailEvents } from '../../functions/note-mail-events/handler.ts';
import { makeHandler as planReviews } from '../../functions/plan-reviews/handler.ts';
import { makeHandler as sendReview } from '../../functions/send-review/handler.ts';
import { dynamoDbReviewCalendar } from '../../shared/adapters/dynamodb/review-calendar.ts';
import { joseLinkSigner } from '../../shared/adapters/jose/link-signer.ts';
import { joseLinkVerifier } from '../../shared/adapters/jose/link-verifier.ts';
import { mailTags } from '../../shared/contracts/mail-tags.ts';
import { planRun } from '../../shared/contracts/review-messages.ts';
import type { CalendarDate, ReviewId } from '../../shared/contracts/values.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { dateIn } from '../../shared/domain/review/calendar.ts';
import { MailRefusedError } from '../../shared/domain/review/ports.ts';
import type { ReviewRequest } from '../../shared/domain/review/review-request.ts';
import type { Mailer } from '../../shared/domain/telling/ports.ts';
import type { Count } from '../../shared/observability/metrics.ts';
import { makeFaults } from './faulty.ts';
import { messageOf, queueEvent } from './queue-event.ts';
import type { Message } from './queue-event.ts';
import { startTestApi } from './test-api.ts';

export const timeZone = 'Europe/Berlin';

type QueueName = 'plan' | 'send' | 'mail-events';
type Mail = Parameters<Mailer['send']>[0] & { request: ReviewRequest };

/**
 * The way of a monthly review in this process: from the schedule's message to the mail and to what SES says of it.
 * Engine, stores and handlers are the real ones; the queues are lists, and SES has a stand-in.
 */
export const startReviewBench = async ({ claimSeconds = 60 }: { claimSeconds?: number } = {}) => {
  const api = await startTestApi();
  api.emails.set('test-access-token', 'owner@example.com');
  const { now } = api.clock;
  const faults = makeFaults();
  const queues: Record<QueueName, Message[]> = { plan: [], send: [], 'mail-events': [] };
  const put = (queue: QueueName) => async (bodies: readonly unknown[]) =>
    void queues[queue].push(...bodies.map(messageOf));

  const mails: Mail[] = [];
  const requests: ReviewRequest[] = [];
  /** What SES tells; `held` as long as it has not. */
  const ses = { answers: 'taken' as 'taken' | 'refused' | 'taken-and-silent' | 'lost', tells: true };
  const tell = (eventType: string, mail: Mail, more: object = {}) =>
    queues['mail-events'].push(messageOf({ eventType, mail: { destination: [mail.to], tags: tagsOf(mail) }, ...more }));
  const mailer: Mailer = {
    async send(mail) {
      const { answers } = ses;
      if (answers === 'refused') throw new MailRefusedError('refused');
      if (answers === 'lost') throw new Error('the connection was lost before the mail was there');
      const sent = { ...mail, request: requests.at(-1) as ReviewRequest };
      mails.push(sent);
      if (ses.tells) tell('Send', sent);
      if (answers === 'taken-and-silent') throw new Error('the connection was lost before the answer was there');
    },
  };

  const counted = new Map<string, number>();
  const count: Count = (name, value, dimensions) => {
    const key = dimensions ? `${name}/${dimensions.reason}` : name;
    counted.set(key, (counted.get(key) ?? 0) + value);
  };
  const readKey = async () => 'k'.repeat(64);
  const links = { ...joseLinkSigner(readKey), ...joseLinkVerifier(readKey, { now }) };
  const deps = { log: api.log, count, postpone: async () => {} };
  const store = faults.faulty('store', api.world.store);
  const calendar = dynamoDbReviewCalendar(api.engine.client, api.engine.tables.sessions);
  const handlers = {
    plan: planReviews({
      ...deps,
      calendar: faults.faulty('calendar', calendar),
      planMore: put('plan'),
      ask: put('send'),
      timeZone,
      now,
    }),
    send: sendReview({
      ...deps,
      dashboardUrl: 'https://devices.example/',
      world: {
        ...api.world,
        store,
        timeZone,
        mailer: faults.faulty('mailer', mailer),
        links: faults.faulty('links', links),
        writeMail: (request) => {
          requests.push(request);
          return { subject: 'Your devices', text: 'text', html: '<p>html</p>' };
        },
        claimSeconds,
      },
    }),
    'mail-events': noteMailEvents({ ...deps, world: { ...api.world, store, timeZone } }),
  } satisfies Record<QueueName, (event: SQSEvent, context: never) => Promise<SQSBatchResponse>>;

  /** Gives a function what waits for it, once; what fails waits again. Says how many failed. */
  const work = async (queue: QueueName, { remainingMs = Infinity } = {}): Promise<number> => {
    const waiting = queues[queue].splice(0);
    const { batchItemFailures } = await handlers[queue](queueEvent(waiting), {
      getRemainingTimeInMillis: () => remainingMs,
    });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    queues[queue].push(...waiting.filter(({ id }) => failed.has(id)));
    return failed.size;
  };
  /** The schedule fires, and planning goes on until all that is due waits to be asked. */
  const plan = async () => {
    await put('plan')([planRun]);
    while (queues.plan.length > 0) await work('plan');
  };
  /** A whole run, for as long as anything can be done. */
  const run = async () => {
    await plan();
    for (let failed = -1; queues.send.length > 0 && queues.send.length !== failed;) failed = await work('send');
    for (let failed = -1; queues['mail-events'].length > 0 && queues['mail-events'].length !== failed;)
      failed = await work('mail-events');
  };

  /** Until a killed attempt is taken for lost: its claim runs out, and the one that waits for the word of SES. */
  const waitOut = async (): Promise<void> => {
    api.clock.advance(claimSeconds + 1);
    await work('send');
    api.clock.advance(claimSeconds + 1);
  };

  const accountOf = async (accountId: string): Promise<Account | undefined> =>
    (await api.store.read(accountId, {})).account;
  const change = async (accountId: string, how: (account: Account) => Account): Promise<void> => {
    const before = await accountOf(accountId);
    if (!before) throw new Error('no such account');
    const committed = await api.store.commit(accountId, [{ kind: 'account', before, after: how(before) }]);
    if (committed !== 'committed') throw new Error('the account was changed meanwhile');
  };
  const today = (): CalendarDate => dateIn(timeZone, now());

  return {
    api,
    close: () => api.close(),
    faults,
    ses,
    queues,
    mails,
    counted,
    links,
    handlers,
    put,
    work,
    waitOut,
    plan,
    run,
    tell,
    accountOf,
    change,
    today,
    /** An owner with a device, who is due on a day: today, unless another is given. */
    dueOwner: async (given: { dueOn?: CalendarDate; device?: Record<string, unknown> } = {}) => {
      const owner = api.owner(randomUUID());
      const device = await owner.signIn(given.device ? { device: given.device } : {});
      const dueOn = given.dueOn ?? today();
      await change(owner.accountId, (account) => ({
        ...account,
        reviewDueAt: dueOn,
        review: { day: Number(dueOn.slice(8)) },
      }));
      return { ...owner, device, dueOn };
    },
    mailsTo: (accountId: string) => mails.filter((mail) => mail.accountId === accountId),
    activityOf: async (accountId: string) => {
      const types: string[] = [];
      for await (const { type } of api.store.listActivity(accountId, { step: 100 })) types.push(type);
      return types;
    },
  };
};

const tagsOf = (mail: { accountId: string; review?: { id: ReviewId } }): Record<string, string[]> => ({
  [mailTags.account]: [Buffer.from(mail.accountId).toString('base64url')],
  ...(mail.review && { [mailTags.review]: [mail.review.id] }),
});
