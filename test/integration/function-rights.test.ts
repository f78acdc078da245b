import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { consumerNames, functionNames, functionRights, workerNames } from '../../infra/function-rights.ts';
import type { ConsumerName, WorkerName } from '../../infra/function-rights.ts';
import { pascalCase } from '../../infra/pascal-case.ts';
import { pushTokenKey } from '../../shared/adapters/dynamodb/items.ts';
import { mailTags } from '../../shared/contracts/mail-tags.ts';
import { reviewIndex } from '../../shared/contracts/review-index.ts';
import { requestedWith } from '../../shared/contracts/web-routes.ts';
import { askedByMail } from '../e2e/support/review-mail.ts';
import { recordsOf } from '../support/account-records.ts';
import { introspect } from '../support/call-as-service.ts';
import { eventually } from '../support/eventually.ts';
import { localBrowser } from '../support/local-browser.ts';
import { inParallel, localOwner, nextSecond } from '../support/local-owner.ts';
import type { LocalDevice, LocalOwner } from '../support/local-owner.ts';
import { openSocket } from '../support/open-socket.ts';
import { useRecordedRun } from '../support/recorded-run.ts';
import { ended, removeRow, seenAnHourAgo } from '../support/stored-time.ts';
import { guardedRoutes, validAsk } from '../support/valid-asks.ts';

// Nothing checks IAM on one machine. So the calls that each function makes are recorded, over all that it may come to,
// and held against what it is granted in AWS: a call that is not granted would fail there, a grant without a call is
// a right too many.
const { run, calls, serviceCalls } = await useRecordedRun();
const { sessions, vault } = run.engine.tables;
const webSessions = run.local.outputs['WebSessionsTableName'] ?? '';
const dueAccounts = `${sessions}/index/${reviewIndex.name}`;

/** Seen after a long time, used, signed out and told: what may happen to any session at any guarded route. */
const guardedRoute = async (owner: LocalOwner, name: (typeof guardedRoutes)[number]) => {
  const [target, device] = [await owner.signIn(), await owner.signIn()];
  const pair = async () => ({ laptop: await owner.signIn(), late: await owner.signIn() });
  const before = await pair();
  await seenAnHourAgo(run, { sub: owner.sub, ...device });
  await device.call(name, validAsk(name, target));

  if (name === 'sign-out-devices') await nextSecond();
  const { laptop, late } = name === 'sign-out-devices' ? await pair() : before;
  await laptop.call('sign-out-device', { params: { deviceId: late.deviceId } });
  expect(await late.call(name, validAsk(name, target))).toMatchObject({
    status: 401,
    body: { code: 'session-revoked' },
  });
};

const registrations = async (owner: LocalOwner) => {
  const known = await owner.signIn({ refreshToken: 'deposited-refresh-token' });
  const device = { id: known.deviceId, secret: known.deviceSecret };
  await known.call('register-session');
  await known.call('end-session');
  const early = await owner.authenticated();
  await owner.callAs(early.access)('register-session', { body: { device } });
  await nextSecond();
  await owner.signIn({ device });
  await owner.signIn({ device });
  // Under a limit the other devices are looked at.
  await owner.signIn({}, { clientId: run.clients.console });
};

const changes = async (owner: LocalOwner) => {
  const [one, other] = [await owner.signIn(), await owner.signIn()];
  const params = { deviceId: other.deviceId };
  await one.call('check-in', { body: { refreshToken: 'brought' } });
  await one.call('check-in', { body: { refreshToken: 'brought', push: { platform: 'fcm', token: 'brought-token' } } });
  await one.call('update-device', { params, body: { name: 'Renamed', trusted: true } });
  await one.call('sign-out-session', { params: { ...params, sessionId: other.sessionId } });
  await other.call('confirm-sign-out');
  await one.call('forget-device', { params });
};

const everywhere = async (owner: LocalOwner) => {
  const [one, covered, expired, removed] = [
    await owner.signIn(),
    await owner.signIn(),
    await owner.signIn(),
    await owner.signIn(),
  ] as const;
  await ended(run, { sub: owner.sub, ...expired });
  expect(await expired.call('check-in')).toMatchObject({ status: 401, body: { code: 'session-expired' } });
  await removeRow(run, await ended(run, { sub: owner.sub, ...removed }));
  await one.call('sign-out-devices', { body: { scope: 'others' } });
  // Again: whether anybody has signed in elsewhere since is looked up.
  await one.call('sign-out-devices', { body: { scope: 'others' } });
  await covered.call('confirm-sign-out');
  await eventually(async () => {
    const { devices } = await recordsOf(run.engine, owner.sub);
    const active = devices.filter(({ state }) => state === 'active').map(({ id }) => id);
    expect(active).toEqual([one.deviceId]);
  });
};

/** Signed out with everything that it can be told by; `before` is what happens to its push token meanwhile. */
const pushed = async (
  owner: LocalOwner,
  push: { platform: 'fcm'; token: string },
  before: (key: ReturnType<typeof pushTokenKey>) => Promise<unknown> = async () => {},
) => {
  run.secrets.add(push.token);
  const laptop = await owner.signIn();
  const tokens = await owner.authenticated();
  const { body } = await owner.callAs(tokens.access)('register-session', {
    body: { refreshToken: tokens.refresh, push },
  });
  const key = pushTokenKey(push);
  await before(key);
  await laptop.call('sign-out-device', { params: { deviceId: body.device.id } });
  const stored = async () => (await run.engine.client.send(new GetCommand({ TableName: sessions, Key: key }))).Item;
  const receipt = async () =>
    (await laptop.call('get-device', { params: { deviceId: body.device.id } })).body.signOut as Record<string, string>;
  return { stored, receipt };
};

const pushes = async (owner: LocalOwner) => {
  const push = { platform: 'fcm', token: `token-${randomUUID()}` } as const;
  const unregister = () =>
    fetch(`${run.local.outputs['PushEndpoint']}/tokens/${push.token}/unregister`, { method: 'POST' });

  const first = await pushed(owner, push);
  await eventually(async () => expect(await first.receipt()).toHaveProperty('pushedAt'));
  const endpoint = (await first.stored())?.['endpoint'] as string;
  // An app that was away and comes back: its endpoint is there, and not enabled.
  await unregister();
  const second = await pushed(owner, push);
  await eventually(async () => expect(await second.receipt()).toHaveProperty('pushedAt'));
  // An app that went after its endpoint had been found.
  const third = await pushed(owner, push, async (Key) => {
    await unregister();
    const UpdateExpression = 'SET endpoint = :endpoint';
    const values = { ExpressionAttributeValues: { ':endpoint': endpoint } };
    await run.engine.client.send(new UpdateCommand({ TableName: sessions, Key, UpdateExpression, ...values }));
  });
  await eventually(async () => expect(await third.stored()).toBeUndefined());
};

const connections = async (owner: LocalOwner) => {
  const connect = async (device: LocalDevice) => {
    const { url } = (await device.call('create-connection-ticket')).body;
    run.secrets.add(new URL(url).searchParams.get('ticket') ?? '');
    return openSocket(url);
  };
  const [told, asking, left] = [await owner.signIn(), await owner.signIn(), await owner.signIn()] as const;
  const open = { told: await connect(told), asking: await connect(asking), left: await connect(left) };
  open.left.send({ type: 'ping' });
  expect(await open.left.message()).toEqual({ type: 'pong' });
  open.left.close();
  await left.call('sign-out-device', { params: { deviceId: told.deviceId } });
  await open.told.closed();
  // Asked before anybody could tell it.
  run.local.faults.set('sns', { status: 503 });
  await left.call('sign-out-device', { params: { deviceId: asking.deviceId } });
  open.asking.send({ type: 'ping' });
  expect(await open.asking.message()).toEqual({ type: 'session-revoked' });
  await open.asking.closed();
  run.local.faults.set('sns', undefined);
  expect((await introspect(run.endpoint, left.tokens.access)).text).toContain('"active":true');
};

const sqs = new SQSClient({
  endpoint: run.local.outputs['SqsEndpoint'] ?? '',
  useQueueUrlAsEndpoint: false,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
afterAll(() => sqs.destroy());
const put = (name: ConsumerName | WorkerName, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: run.local.outputs[`${pascalCase(name)}QueueUrl`], MessageBody }));

/** What a consumer cannot read it gives back to its queue. */
const unreadable = async () => {
  const names = [...consumerNames, ...workerNames];
  for (const name of names) await put(name, 'no event');
  await eventually(async () => {
    const given = serviceCalls.filter(({ part }) => part === 'queue').map(({ caller }) => caller);
    expect(new Set(given)).toEqual(new Set(names));
  });
};

/** Asked by e-mail to review the devices: opened, finished by its link, reminders turned off; and the mail comes back. */
const reviews = async (owner: LocalOwner) => {
  const [, gone] = [await owner.signIn(), await owner.signIn()] as const;
  const { reviewToken, unsubscribeToken } = await askedByMail(run, owner);
  const asking = { [requestedWith.name]: requestedWith.value, authorization: `Review-Link ${reviewToken}` };
  const review = new URL('/web/review', run.local.outputs['DashboardUrl']);
  expect((await fetch(review, { headers: asking })).status).toBe(200);
  const decisions = [{ deviceId: gone.deviceId, decision: 'sign-out' }];
  const headers = { ...asking, 'content-type': 'application/json' };
  const finished = await fetch(review, { method: 'POST', headers, body: JSON.stringify({ decisions }) });
  expect(finished.status).toBe(200);
  const form = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const oneClick = new URL(`/web/unsubscribe?token=${unsubscribeToken}`, review);
  expect((await fetch(oneClick, { method: 'POST', body: form })).status).toBe(200);

  const tags = { [mailTags.account]: [Buffer.from(owner.sub).toString('base64url')] };
  const mail = { destination: [owner.email], tags };
  await put('note-mail-events', JSON.stringify({ eventType: 'Bounce', mail, bounce: { bounceType: 'Permanent' } }));
  await eventually(async () => {
    const { account } = await recordsOf(run.engine, owner.sub);
    expect([account?.undeliverable?.because, account?.reminders]).toEqual(['bounced', false]);
  });
};

const browsers = async (owner: LocalOwner, other: LocalOwner) => {
  const [browser, laptop] = [localBrowser(run), await owner.signIn()];
  const devices = () => browser.call('GET', '/web/api/v1/devices');
  expect((await browser.open('/')).status).toBe(200);
  expect((await browser.signIn(owner)).status).toBe(302);
  await browser.age();
  expect((await devices()).status).toBe(200);
  // Signed out from elsewhere, which its next call finds out.
  const { devices: all } = (await laptop.call('list-devices')).body as { devices: { id: string }[] };
  const there = all.find(({ id }) => id !== laptop.deviceId);
  await laptop.call('sign-out-device', { params: { deviceId: there?.id ?? '' } });
  expect((await devices()).status).toBe(401);
  // Somebody else signs in over an older sign-in, whose token has to be fetched anew to end it.
  await nextSecond();
  await browser.signIn(owner);
  await browser.age();
  await browser.signIn(other);
  await browser.age();
  expect((await browser.call('POST', '/web/sign-out')).status).toBe(204);
};

/** CloudFormation runs two, other teams' stacks hold one; the local run has none of them. */
const elsewhere = new Set<string>(['provide-edge-key', 'provide-push-platforms', 'authorize-session']);
const runHere = functionNames().filter((name) => !elsewhere.has(name));

const distinct = (values: readonly string[]) => [...new Set(values)].toSorted((a, b) => a.localeCompare(b));

describe('what each function asks for is what it is granted', () => {
  beforeAll(async () => {
    await inParallel(guardedRoutes, 4, async (name) => guardedRoute(await localOwner(run), name));
    await inParallel([registrations, changes, everywhere, pushes, reviews], 4, async (live) =>
      live(await localOwner(run)),
    );
    await connections(await localOwner(run));
    await browsers(await localOwner(run), await localOwner(run));
    await unreadable();
  }, 300_000);

  test.each(runHere)('%s', (name) => {
    const asked = (of: string) =>
      distinct(calls.filter(({ caller, table }) => caller === name && table === of).map(({ action }) => action));
    const others = [
      ...serviceCalls.filter(({ caller }) => caller === name).map(({ part, action }) => `${part}: ${action}`),
      ...asked(dueAccounts).map((action) => `reviewIndex: ${action}`),
    ];
    const granted = functionRights[name];
    const grantedOthers = Object.entries(granted.others ?? {}).flatMap(([part, actions]) =>
      actions.map((action) => `${part}: ${action}`),
    );
    expect({
      sessions: asked(sessions),
      vault: asked(vault),
      webSessions: asked(webSessions),
      others: distinct(others),
    }).toEqual({
      sessions: granted.sessions.toSorted(),
      vault: granted.vault.toSorted(),
      webSessions: (granted.webSessions ?? []).toSorted(),
      others: grantedOthers.toSorted(),
    });
  });

  test('there is no other table, and nobody else who asks', () => {
    expect(new Set(calls.map(({ table }) => table))).toEqual(new Set([sessions, vault, webSessions, dueAccounts]));
    const callers = new Set([...calls, ...serviceCalls].map(({ caller }) => caller));
    const bound = runHere.filter((name) => name !== 'web-sign-in' && name !== 'web-page');
    expect(callers).toEqual(new Set(bound));
  });
});
