import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pacedMailer } from '../../../shared/adapters/ses/paced-mailer.ts';

/** Time that passes when the test says so: to the next moment that somebody waits for, and then to the one after. */
const makeTime = () => {
  let now = 1000;
  const waiting: { at: number; go: () => void }[] = [];
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return {
    stopwatch: {
      now: () => now,
      wait: (ms: number) => new Promise<void>((go) => void waiting.push({ at: now + ms, go })),
    },
    pass: async (until: number) => {
      await settled();
      for (;;) {
        const next = waiting.toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > until) break;
        waiting.splice(waiting.indexOf(next), 1);
        now = next.at;
        next.go();
        await settled();
      }
      now = until;
    },
  };
};

const mail = (n: number) => ({
  to: `owner${n}@example.com`,
  accountId: String(n),
  subject: 'Subject',
  text: 'Text',
  html: '<p>Text</p>',
});
/** Sends through it as the clock of the test goes, and says which mail was begun at which moment. */
const begun = (mailsPerSecond: number, { failing = -1 } = {}) => {
  const time = makeTime();
  const began: [string, number][] = [];
  const mailer = pacedMailer(
    {
      async send({ accountId }) {
        began.push([accountId, Math.round(time.stopwatch.now())]);
        if (Number(accountId) === failing) throw new Error('refused');
      },
    },
    mailsPerSecond,
    time.stopwatch,
  );
  return { ...time, began, send: (n: number) => mailer.send(mail(n)) };
};

test('the first goes out at once, and those that come with it one after the other, evenly, in their order', async () => {
  const { began, send, pass } = begun(10);
  const sent = Promise.all([0, 1, 2, 3, 4].map(send));
  await pass(5000);
  await sent;
  expect(began).toEqual([
    ['0', 1000],
    ['1', 1100],
    ['2', 1200],
    ['3', 1300],
    ['4', 1400],
  ]);
});

test('a rate of less than one a second is kept as well', async () => {
  const { began, send, pass } = begun(0.25);
  const sent = Promise.all([0, 1, 2].map(send));
  await pass(20_000);
  await sent;
  expect(began.map(([, at]) => at)).toEqual([1000, 5000, 9000]);
});

test('what was not used in a quiet time is not made up for', async () => {
  const { began, send, pass } = begun(10);
  await send(0);
  await pass(60_000);
  const sent = Promise.all([1, 2, 3].map(send));
  await pass(61_000);
  await sent;
  expect(began.map(([, at]) => at)).toEqual([1000, 60_000, 60_100, 60_200]);
});

test('one that fails says so to whoever sent it, and does not disturb those behind it', async () => {
  const { began, send, pass } = begun(10, { failing: 1 });
  const outcomes = Promise.allSettled([0, 1, 2].map(send));
  await pass(5000);
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(began.map(([, at]) => at)).toEqual([1000, 1100, 1200]);
});

test('whatever the rate, and whenever they come: no two are begun nearer to each other than it allows, and none is lost', async () => {
  const comings = fc.array(fc.nat({ max: 3000 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(comings, fc.constantFrom(0.5, 1, 7, 14, 100, 500), async (given, mailsPerSecond) => {
      const { began, send, pass } = begun(mailsPerSecond);
      const sent: Promise<void>[] = [];
      const inTime = given.toSorted((a, b) => a - b);
      for (const [n, at] of inTime.entries()) {
        await pass(1000 + at);
        sent.push(send(n));
      }
      await pass(1_000_000);
      await Promise.all(sent);
      expect(began.map(([accountId]) => Number(accountId))).toEqual(inTime.map((_, n) => n));
      const gaps = began.slice(1).map(([, at], n) => at - (began[n]?.[1] ?? 0));
      // Moments are whole milliseconds here.
      for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1000 / mailsPerSecond - 1);
    }),
    { numRuns: 30 },
  );
});

test('by the real clock, two hundred at once are all sent, none twice', async () => {
  const sent: string[] = [];
  const mailer = pacedMailer({ send: async ({ accountId }) => void sent.push(accountId) }, 5000);
  await Promise.all(Array.from({ length: 200 }, (_, n) => mailer.send(mail(n))));
  expect([sent.length, new Set(sent).size]).toEqual([200, 200]);
});
