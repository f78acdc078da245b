import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainPaint } from '../../local/device/terminal/paint.ts';
import { runRedrive } from '../../local/redrive/run-redrive.ts';
import type { FaultyService } from '../../local/runtime/faults.ts';
import { chaosHome } from '../support/chaos-home.ts';
import type { ChaosHome, ReachableDevice } from '../support/chaos-home.ts';
import { eventually } from '../support/eventually.ts';
import { impatientBuild } from '../support/impatient-build.ts';
import { useLocalRun } from '../support/local-run.ts';
import { openMailBox } from '../support/mail-box.ts';
import { openQueues } from '../support/open-queues.ts';

const run = await useLocalRun({ build: await impatientBuild({ hiddenSeconds: 20, receivesMax: 12 }) });
const queues = openQueues(run);
afterAll(() => queues.close());
const patienceMs = 60_000;

const signOut = async ({ laptop }: ChaosHome, { deviceId }: ReachableDevice) => {
  const { status } = await laptop.call('sign-out-device', { params: { deviceId } });
  expect(status).toBe(202);
};
const receipt = async ({ laptop }: ChaosHome, { deviceId }: ReachableDevice): Promise<Record<string, string>> =>
  (await laptop.call('get-device', { params: { deviceId } })).body.signOut;
/** Until the receipt has exactly these steps beside the request. */
const hasSteps = (home: ChaosHome, device: ReachableDevice, ...steps: string[]) =>
  eventually(async () => {
    const { requestedAt: _at, requestedBy: _by, reason: _reason, ...taken } = await receipt(home, device);
    expect(Object.keys(taken).toSorted()).toEqual(steps.toSorted());
  }, patienceMs);
const mailsAboutSignOuts = async ({ owner }: ChaosHome) => {
  const mailBox = openMailBox(run.local.endpoints.mail);
  await mailBox.collect();
  return mailBox.to(owner.email).filter((mail) => mail.startsWith('A device was signed out'));
};
/** The first device of a home has push and a connection. */
const reachable = (home: ChaosHome): ReachableDevice => {
  const [device] = home.devices;
  if (!device?.socket || !device.pushToken) throw new Error('it can be told by everything');
  return device;
};
const outage = async (service: FaultyService, status: number, during: () => Promise<void>) => {
  run.local.faults.set(service, { status });
  try {
    await during();
  } finally {
    run.local.faults.set(service, undefined);
  }
};
const redrive = async (...args: string[]) => {
  let text = '';
  const write = (more: string): void => void (text += more);
  const outputs = join(run.stateFolder, 'outputs.json');
  return {
    code: await runRedrive([...args, '--outputs', outputs], { out: write, err: write, paint: plainPaint }),
    text,
  };
};

describe('a service that is away holds up nothing but its own step, which is made up for', () => {
  test.each([400, 500])('Cognito, answering %i', async (status) => {
    const home = await chaosHome(run, 0, 1);
    const device = reachable(home);
    await outage('cognito', status, async () => {
      await signOut(home, device);
      await hasSteps(home, device, 'pushedAt', 'deliveredAt');
      await device.socket?.closed();
      await eventually(async () => expect(await mailsAboutSignOuts(home)).toHaveLength(1), patienceMs);
      expect((await device.call('get-session')).body.code).toBe('session-revoked');
    });
    await hasSteps(home, device, 'pushedAt', 'deliveredAt', 'tokensRevokedAt');
    await expect(home.owner.refreshed(device.tokens)).rejects.toThrow(/revoked|Invalid/i);
  });

  test('SES, refusing: the mail goes out once it takes mails again, and once', async () => {
    const home = await chaosHome(run, 0, 1);
    await outage('ses', 429, async () => {
      await signOut(home, reachable(home));
      await hasSteps(home, reachable(home), 'pushedAt', 'deliveredAt', 'tokensRevokedAt');
      const failed = () => run.lines.filter(({ line }) => line.includes('RSO_MESSAGE_FAILED'));
      await eventually(async () => expect(failed().map((of) => of.functionName)).toContain('alert-owner'), patienceMs);
      expect(await mailsAboutSignOuts(home)).toEqual([]);
    });
    await eventually(async () => expect(await mailsAboutSignOuts(home)).toHaveLength(1), patienceMs * 2);
    await eventually(async () => expect(await queues.waiting()).toEqual({}), patienceMs);
    expect(await mailsAboutSignOuts(home)).toHaveLength(1);
  });

  test('SNS, refusing: the device is refused meanwhile, and told afterwards', async () => {
    const home = await chaosHome(run, 0, 1);
    const device = reachable(home);
    await outage('sns', 503, async () => {
      await signOut(home, device);
      // At its next request, which is as good as told; the open connection has to wait.
      expect((await device.call('check-in')).body.code).toBe('session-revoked');
      await sleep(10_000);
      expect(Object.keys(await receipt(home, device))).not.toContain('pushedAt');
    });
    await hasSteps(home, device, 'pushedAt', 'deliveredAt', 'tokensRevokedAt');
    await device.socket?.closed();
    expect(await queues.givenUp()).toEqual({});
  });
});

describe('what nobody can read is put aside, and holds up nobody', () => {
  test('in the stream: others go on, and its letter says where it lies; done again, it stays until it can be read', async () => {
    const home = await chaosHome(run, 0, 2);
    const [first, second] = home.devices;
    if (!first || !second) throw new Error('two devices');
    const pk = `ACCOUNT#${home.owner.sub}`;
    const poison = { pk, sk: `ACTIVITY#${randomUUID()}`, type: 'activity', sessions: 'not even a list' };
    // In one batch with what comes before and after it: the same account is the same lane.
    const putting = run.engine.client.send(new PutCommand({ TableName: run.engine.tables.sessions, Item: poison }));
    await Promise.all([signOut(home, first), putting, signOut(home, second)]);
    for (const device of [first, second]) {
      await eventually(async () => expect(await receipt(home, device)).toHaveProperty('tokensRevokedAt'), patienceMs);
    }

    await eventually(async () => expect(await queues.givenUp()).toEqual({ 'publish-events': 1 }), patienceMs);
    const [letter = '{}'] = await queues.letters('publish-events');
    const { DDBStreamBatchInfo: where, requestContext } = JSON.parse(letter);
    expect(where).toMatchObject({ batchSize: 1, startSequenceNumber: where.endSequenceNumber });
    expect(where.streamArn).toBe(run.local.outputs['SessionsTableStreamArn']);
    expect(requestContext.condition).toBe('RetryAttemptsExhausted');
    await sleep(1500);

    const again = await redrive('publish-events');
    expect(again).toEqual({ code: 1, text: expect.stringContaining('had to stay') });
    await eventually(async () => expect(await queues.givenUp()).toEqual({ 'publish-events': 1 }));
  });

  test('in a queue: others go on; given back after the cause is mended, it is done', async () => {
    const home = await chaosHome(run, 0, 1);
    const device = reachable(home);
    await queues.send('notify-device', '{"not":"an event"}');
    await queues.send('alert-owner', 'no JSON at all');
    await signOut(home, device);
    await hasSteps(home, device, 'pushedAt', 'deliveredAt', 'tokensRevokedAt');
    await eventually(
      async () => expect(await queues.givenUp()).toMatchObject({ 'notify-device': 1, 'alert-owner': 1 }),
      patienceMs,
    );
    expect(await queues.letters('notify-device')).toEqual(['{"not":"an event"}']);
    await sleep(1500);
    expect((await redrive('notify-device')).code).toBe(0);
    await eventually(async () => expect(await queues.givenUp()).toMatchObject({ 'notify-device': 1 }), patienceMs);
  });

  test('what was given up on while Cognito was away is revoked after npm run redrive', async () => {
    const home = await chaosHome(run, 0, 1);
    const device = reachable(home);
    // All the attempts of the stage would take three quarters of an hour.
    await queues.giveUpAfter('revoke-tokens', 2);
    await outage('cognito', 400, async () => {
      await signOut(home, device);
      await eventually(async () => expect(await queues.givenUp()).toMatchObject({ 'revoke-tokens': 1 }), patienceMs);
    });
    expect(await redrive('revoke-tokens')).toMatchObject({ code: 0 });
    await hasSteps(home, device, 'pushedAt', 'deliveredAt', 'tokensRevokedAt');
    await expect(home.owner.refreshed(device.tokens)).rejects.toThrow(/revoked|Invalid/i);
  });
});
