import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { receiptSteps } from '../../shared/domain/sign-out/sign-out.ts';
import type { ReceiptStep, SignOut } from '../../shared/domain/sign-out/sign-out.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsIn } from '../support/check-account.ts';
import type { Message } from '../support/queue-event.ts';
import { useTellingBench } from '../support/telling-bench.ts';
import { depositOf, signInApps } from '../support/told-device.ts';
import type { ReachableApp } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, outside, faults } = bench;

const ways = ['device', 'app', 'others', 'everywhere', 'own', 'replaced'] as const;
const tellers = ['revoke-tokens', 'notify-device', 'notify-connections'] as const;
/** In the order in which one makes work for the other. */
const readers = ['settle-sessions', 'publish-events'] as const;

/** Of the calls of a step, one in five fails, before it has done its work or after. */
const anyPlan = fc.array(
  fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  { maxLength: 14 },
);
const anyStep = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('follow' as const), who: fc.constantFrom(...readers), plan: anyPlan }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('deliver' as const),
      who: fc.constantFrom(...tellers),
      // Which of the messages there have been, also of those that it is done with.
      picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
      plan: anyPlan,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('check-in' as const, 'confirm-sign-out' as const, 'ping' as const),
      app: fc.nat(2),
      plan: anyPlan,
    }),
  },
);
const anyStory = fc.record({
  way: fc.constantFrom(...ways),
  apps: fc.array(fc.record({ refreshToken: fc.boolean(), push: fc.boolean(), connection: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  }),
  steps: fc.array(anyStep, { maxLength: 14 }),
});
type Story = typeof anyStory extends fc.Arbitrary<infer One> ? One : never;
type App = ReachableApp & { asked: boolean; confirmed: boolean };

const begin = async ({ apps }: Story) => {
  const owner = api.owner();
  const actor = await owner.signIn({}, { ago: 1 });
  const given = apps.map(({ refreshToken, push, connection }) => ({
    ...(!refreshToken && { refreshToken: true as const }),
    ...(!push && { push: true as const }),
    ...(!connection && { connection: true as const }),
  }));
  const target: App[] = (await signInApps(bench, owner, given)).map((app) => ({
    ...app,
    asked: false,
    confirmed: false,
  }));
  const [first] = target;
  if (!first) throw new Error('a story has an app');
  return { owner, actor, target, first };
};

/** Ends sessions; says which of the target's. */
const end = async ({ way }: Story, { owner, actor, target, first }: Awaited<ReturnType<typeof begin>>) => {
  const { deviceId, sessionId, deviceSecret } = first;
  switch (way) {
    case 'device':
      await actor.call('sign-out-device', { params: { deviceId } });
      return target;
    case 'app':
      await actor.call('sign-out-session', { params: { deviceId, sessionId } });
      return [first];
    case 'others':
    case 'everywhere':
      await actor.call('sign-out-devices', { body: { scope: way } });
      return target;
    case 'own':
      await first.call('sign-out-device', { params: { deviceId } });
      first.asked = true;
      return target;
    case 'replaced':
      await owner.signIn({ app: { name: 'App 0' }, device: { id: deviceId, secret: deviceSecret } });
      return [first];
  }
};

/** What has really happened to the app so far: its receipt may say no more than this, and in the end no less. */
const happenedTo = (app: App): Record<ReceiptStep, boolean> => ({
  tokensRevokedAt: outside.revoked.includes(app.refreshToken),
  pushedAt: outside.pushed.some(({ token }) => token === app.pushToken),
  deliveredAt: app.asked || outside.receivedOver(app.connection?.connectionId ?? '').length > 0,
  confirmedAt: app.confirmed,
});

const timesOf = (signOut: SignOut | undefined) =>
  Object.fromEntries(receiptSteps.flatMap((one) => (signOut?.[one] ? [[one, signOut[one]]] : [])));

/** What is wrong with the receipts at this moment; `before` is what they said so far. */
const wrongIn = async (accountId: string, apps: readonly App[], before: Map<string, Record<string, string>>) => {
  const { sessions, devices } = await recordsOf(api.engine, accountId);
  const wrong: string[] = [];
  const look = (id: string, signOut: SignOut | undefined, may: (step: ReceiptStep) => boolean) => {
    const times = timesOf(signOut);
    const was = before.get(`${id} ${signOut?.orderId}`) ?? {};
    if (!isDeepStrictEqual({ ...times, ...was }, times)) wrong.push(`${id}: a step has moved`);
    for (const one of receiptSteps) if (times[one] && !may(one)) wrong.push(`${id}: ${one} has not happened`);
    before.set(`${id} ${signOut?.orderId}`, times);
  };
  for (const { id, signOut } of sessions) {
    const app = apps.find(({ sessionId }) => sessionId === id);
    if (app) look(id, signOut, (one) => happenedTo(app)[one]);
  }
  for (const { id, signOut } of devices) {
    const concerned = sessions.filter((one) => one.deviceId === id && one.signOut?.orderId === signOut?.orderId);
    if (!concerned.some((one) => apps.some(({ sessionId }) => sessionId === one.id))) continue;
    look(id, signOut, (one) =>
      one === 'tokensRevokedAt' || one === 'confirmedAt'
        ? concerned.every((session) => session.signOut?.[one])
        : concerned.some((session) => session.signOut?.[one]),
    );
  }
  return wrong;
};

/** Everything is mended, and what waits is given again until it is done; then all of it comes once more. */
const settleDown = async (messages: Record<(typeof tellers)[number], Message[]>) => {
  faults.mend();
  for (let written = -1; written !== bench.taken.length;) {
    written = bench.taken.length;
    for (const who of readers) await bench.follow(who);
    for (const who of tellers) {
      messages[who].push(...bench.queues[who].filter((message) => !messages[who].includes(message)));
      await bench.deliver(who);
    }
  }
  const waiting = tellers.flatMap((who) => bench.queues[who]);
  for (const who of tellers) {
    if (messages[who].length > 0) await bench.deliver(who, messages[who].toReversed());
  }
  return waiting;
};

const tell = async (one: Story) => {
  const scene = await begin(one);
  const { accountId } = scene.owner;
  for (const who of readers) await bench.follow(who);
  const ended = await end(one, scene);
  const messages = { 'revoke-tokens': [], 'notify-device': [], 'notify-connections': [] } as Record<
    (typeof tellers)[number],
    Message[]
  >;
  const before = new Map<string, Record<string, string>>();
  const wrong: string[] = [];

  for (const next of one.steps) {
    api.clock.advance(1);
    faults.follow(next.plan);
    if (next.does === 'follow') await bench.follow(next.who);
    else if (next.does === 'deliver') {
      const all = messages[next.who];
      all.push(...bench.queues[next.who].filter((message) => !all.includes(message)));
      const picked = new Set(next.picks.flatMap((pick) => all[pick % Math.max(all.length, 1)] ?? []));
      await bench.deliver(next.who, [...picked]);
    } else {
      const app = scene.target[next.app % scene.target.length];
      if (!app) continue;
      if (next.does === 'ping') {
        const { connectionId = '' } = app.connection ?? {};
        await bench.connections.answer({ requestContext: { connectionId }, body: '{"type":"ping"}' });
      } else {
        faults.mend();
        const { status } = await app.call(next.does);
        if (ended.includes(app)) app.asked = true;
        if (status === 204) app.confirmed = true;
      }
    }
    faults.mend();
    wrong.push(...(await wrongIn(accountId, ended, before)));
  }

  api.clock.advance(1);
  const waiting = await settleDown(messages);
  wrong.push(...(await wrongIn(accountId, ended, before)));
  const records = await recordsOf(api.engine, accountId);
  const device = records.devices.find(({ id }) => id === scene.first.deviceId);
  const had = (app: App, step: ReceiptStep) => {
    const given = one.apps[scene.target.indexOf(app)];
    const would = {
      tokensRevokedAt: given?.refreshToken,
      pushedAt: given?.push,
      deliveredAt: given?.connection === true || app.asked,
      confirmedAt: app.confirmed,
    };
    return would[step] === true;
  };
  const seen = {
    wrong,
    waiting: waiting.length,
    faults: faultsIn(records, api.clock.now()),
    deposits: await Promise.all(ended.map(({ key }) => depositOf(bench, key))),
    receipts: ended.map(({ sessionId }) =>
      Object.keys(timesOf(records.sessions.find(({ id }) => id === sessionId)?.signOut)),
    ),
    device: device?.state === 'signed-out' && Object.keys(timesOf(device.signOut)),
  };
  expect(seen).toEqual({
    wrong: [],
    waiting: 0,
    faults: [],
    deposits: ended.map(() => undefined),
    receipts: ended.map((app) => receiptSteps.filter((step) => had(app, step))),
    device:
      ended.length === scene.target.length &&
      one.way !== 'replaced' &&
      receiptSteps.filter((step) =>
        step === 'tokensRevokedAt' || step === 'confirmedAt'
          ? ended.every((app) => had(app, step))
          : ended.some((app) => had(app, step)),
      ),
  });
};

test(
  'in whatever order and however often the messages of a sign-out come, and whatever fails on the way, the receipt ends the same',
  async () => {
    const numRuns = 15 * Number(process.env['ROUNDS'] ?? 1);
    await fc.assert(fc.asyncProperty(anyStory, tell), { numRuns, endOnFailure: true });
  },
  60_000 * Number(process.env['ROUNDS'] ?? 1),
);
