import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { vaultKey } from '../../shared/adapters/dynamodb/items.ts';
import { recordsOf } from '../support/account-records.ts';
import { chaosHome, devicesEach, ordersOf, untilAccepted } from '../support/chaos-home.ts';
import type { ChaosHome, ReachableDevice } from '../support/chaos-home.ts';
import { faultsOf } from '../support/check-account.ts';
import { eventually } from '../support/eventually.ts';
import { impatientBuild } from '../support/impatient-build.ts';
import { killParts } from '../support/kill-parts.ts';
import { inParallel } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { openMailBox } from '../support/mail-box.ts';
import { openQueues } from '../support/open-queues.ts';

/** CHAOS_SIGN_OUTS=1000 for the long one. */
const signOuts = Number(process.env['CHAOS_SIGN_OUTS'] ?? 100);
const homesCount = Math.ceil(signOuts / devicesEach);
const patienceMs = 120_000 + signOuts * 300;

const run = await useLocalRun({ build: await impatientBuild({ hiddenSeconds: 10 }), warm: true });
const queues = openQueues(run);
const mailBox = openMailBox(run.local.endpoints.mail);

const session = async ({ owner }: ChaosHome, { sessionId }: ReachableDevice) => {
  const { sessions, activity } = await recordsOf(run.engine, owner.sub);
  const row = sessions.find(({ id }) => id === sessionId);
  const told = activity.filter(
    ({ type, sessions: of }) => type === 'sign-out-delivered' && of.some(({ id }) => id === sessionId),
  );
  return { state: row?.state, receipt: row?.signOut, told: told.length };
};

const steps = ['tokensRevokedAt', 'pushedAt', 'deliveredAt'] as const;
const due = ({ pushToken, socket }: ReachableDevice) =>
  steps.filter((step) => (step === 'pushedAt' ? pushToken : step === 'deliveredAt' ? socket : true));
/** One that signs itself out and asks again, as its first answer was lost, is told by the second. */
const mayBeTold = ({ way, socket }: ReachableDevice) => way === 'own' && !socket;

/** Every mail that the owner should have had, once. */
const mailsDue = ({ devices }: ChaosHome): string[] => {
  const whole = devices[0]?.way;
  return [
    ...['The laptop', ...devices.map(({ name }) => name)].map((name) => `New sign-in to your account: ${name}`),
    ...devices
      .filter(({ way }) => way === 'device' || way === 'app')
      .map(({ name }) => `A device was signed out of your account: ${name}`),
    ...(whole === 'others' ? ['Your other devices were signed out'] : []),
    ...(whole === 'everywhere' ? ['Your account was signed out everywhere'] : []),
  ];
};

describe(`${homesCount * devicesEach} sign-outs, while parts of the product are killed at random moments`, () => {
  let homes: ChaosHome[];
  let kills: Readonly<Record<string, number>>;
  const each = () => homes.flatMap((home) => home.devices.map((device) => ({ home, device })));

  beforeAll(async () => {
    homes = await inParallel(Array.from({ length: homesCount }), 4, (_, index) => chaosHome(run, index));
    const endKilling = killParts(run.local, mailBox.collect);
    // One home after the other in two rows, so that what follows the first sign-outs meets the killing as well.
    await inParallel(homes, 2, async (home) => {
      await inParallel(ordersOf(home), 3, (order) => untilAccepted(run.endpoint, order));
      await sleep(Math.random() * 1000);
    });
    kills = await endKilling();
  }, patienceMs * 2);
  afterAll(() => queues.close());

  test(
    'every sign-out has all the receipts that it can have, and no other',
    async () => {
      await inParallel(each(), 8, ({ home, device }) =>
        eventually(async () => {
          const { state, receipt } = await session(home, device);
          const taken = steps.filter((step) => receipt?.[step] && !(mayBeTold(device) && step === 'deliveredAt'));
          expect({ of: device.name, state, taken }).toEqual({
            of: device.name,
            state: 'signed-out',
            taken: due(device),
          });
        }, patienceMs),
      );
    },
    patienceMs * 2,
  );

  test('every open connection was told and closed', async () => {
    const sockets = each().flatMap(({ device }) => device.socket ?? []);
    const closed = await Promise.all(sockets.map(async (socket) => socket.closed().then(() => 'closed')));
    expect(closed).toEqual(sockets.map(() => 'closed'));
  });

  test('every refresh token is refused at Cognito and out of the vault; the laptops are as they were', async () => {
    await inParallel(each(), 8, async ({ home, device }) => {
      await expect(home.owner.refreshed(device.tokens)).rejects.toThrow(/revoked|Invalid/i);
      const Key = vaultKey(device.key, 'first');
      const { Item } = await run.engine.client.send(
        new GetCommand({ TableName: run.engine.tables.vault, Key, ConsistentRead: true }),
      );
      expect(Item).toBeUndefined();
    });
    for (const { owner, laptop, devices } of homes) {
      const { status, body } = await laptop.call('check-in');
      expect(status === 200 ? 'live' : body.code).toBe(devices[0]?.way === 'everywhere' ? 'session-revoked' : 'live');
      if (status === 200) await owner.refreshed(laptop.tokens);
    }
  });

  test(
    'every owner has had each mail; one is double only where a kill fell between sending it and noting that',
    async () => {
      const double = await eventually(async () => {
        await mailBox.collect();
        return homes.flatMap((home) => {
          const sent = mailBox.to(home.owner.email);
          expect([...new Set(sent)].toSorted()).toEqual(mailsDue(home).toSorted());
          return sent.filter((mail, index) => sent.indexOf(mail) < index);
        });
      }, patienceMs);
      // SES has no idempotency: a mail is promised once at least. Two are under way at a time.
      const between = 2 * ((kills['alert-owner'] ?? 0) + (kills['engine'] ?? 0) + (kills['mail'] ?? 0));
      expect(double.length).toBeLessThanOrEqual(between);
    },
    patienceMs * 2,
  );

  test(
    'nothing is left over, and nothing was given up on',
    async () => {
      await eventually(async () => expect(await queues.waiting()).toEqual({}), patienceMs);
      expect(await queues.givenUp()).toEqual({});
    },
    patienceMs * 2,
  );

  test(
    'nothing took effect twice, and nothing moves afterwards',
    async () => {
      const everything = () => inParallel(homes, 8, ({ owner }) => recordsOf(run.engine, owner.sub));
      const before = await everything();
      for (const { owner } of homes) {
        expect(await faultsOf({ engine: run.engine, clock: { now: () => new Date() } }, owner.sub)).toEqual([]);
      }
      for (const { home, device } of each()) expect((await session(home, device)).told).toBeLessThanOrEqual(1);
      for (const { activity } of before) {
        const orders = activity.filter(({ type }) => type === 'others-signed-out' || type === 'everywhere-signed-out');
        expect(orders.length).toBeLessThanOrEqual(1);
      }
      await sleep(2000);
      expect(await everything()).toEqual(before);
    },
    patienceMs,
  );

  test('each part was killed', () => {
    expect(Object.keys(kills).toSorted()).toEqual([
      'alert-owner',
      'engine',
      'mail',
      'notify-connections',
      'notify-device',
      'publish-events',
      'queues',
      'revoke-tokens',
      'settle-sessions',
    ]);
  });
});
