import { afterEach, expect, test } from '@jest/globals';
import { useTellingBench } from '../support/telling-bench.ts';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { connectedDevice, onlyConnected } from '../support/connected-device.ts';
import { openConnectionOf, receiptsOf, signInApps } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, faults, outside } = bench;

afterEach(() => {
  faults.mend();
  outside.refused.clear();
});

const scene = () => connectedDevice(bench);
const notify = () => bench.deliver('notify-connections');

test('every tab that is open is told of the end, and disconnected; the device was told once', async () => {
  const { accountId, target, signOut, connectionId } = await scene();
  const tabs = [connectionId];
  for (let tab = 0; tab < 4; tab++) tabs.push((await openConnectionOf(bench, target)).connectionId);
  await signOut();
  expect((await notify()).failed).toEqual([]);
  for (const tab of tabs) {
    expect(outside.receivedOver(tab)).toEqual([bench.taken.at(-1)]);
    expect(outside.isOpen(tab)).toBe(false);
  }
  const { activity } = await recordsOf(api.engine, accountId);
  expect(activity.filter(({ type }) => type === 'sign-out-delivered')).toHaveLength(1);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('twenty apps on one device, each connected, are all told of the one sign-out', async () => {
  await bench.tellAll();
  const owner = api.owner();
  const actor = await owner.signIn();
  const apps = await signInApps(
    bench,
    owner,
    Array.from({ length: 20 }, () => onlyConnected),
  );
  expect(apps.map(({ connection }) => connection?.statusCode)).toEqual(apps.map(() => 200));
  await actor.call('sign-out-device', { params: { deviceId: apps[0].deviceId } });
  await bench.follow('publish-events');
  for (let attempts = 0; attempts < 3 && bench.queues['notify-connections'].length > 0; attempts++) await notify();
  expect(bench.queues['notify-connections']).toEqual([]);
  for (const { connection } of apps) expect(outside.isOpen(connection?.connectionId ?? '')).toBe(false);
  const { sessions } = await recordsOf(api.engine, owner.accountId);
  expect(sessions.filter(({ signOut }) => signOut?.deliveredAt)).toHaveLength(20);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('one app being signed out disconnects that app and leaves the others of its device connected', async () => {
  await bench.tellAll();
  const owner = api.owner();
  const actor = await owner.signIn();
  const [first, second] = await signInApps(bench, owner, [onlyConnected, onlyConnected]);
  await actor.call('sign-out-session', { params: { deviceId: first.deviceId, sessionId: first.sessionId } });
  await bench.tellAll();
  expect(outside.isOpen(first.connection?.connectionId ?? '')).toBe(false);
  const { connectionId = '' } = second?.connection ?? {};
  expect([outside.isOpen(connectionId), outside.receivedOver(connectionId)]).toEqual([true, []]);
});

test('a connection that is gone is cleaned up, and nobody was told by it', async () => {
  const { accountId, target, connectionId, signOut } = await scene();
  outside.lose(connectionId);
  await signOut();
  expect((await notify()).failed).toEqual([]);
  expect(await api.connections.find(connectionId)).toBeUndefined();
  expect(await api.connections.ofDevice(accountId, target.registered.device.id)).toEqual([]);
  expect((await receiptsOf(bench, accountId, target)).session).not.toHaveProperty('deliveredAt');
});

test('one connection that cannot be reached does not keep the others from being told', async () => {
  const { target, connectionId, signOut } = await scene();
  const other = await openConnectionOf(bench, target);
  outside.refused.add(connectionId);
  await signOut();
  expect((await notify()).failed).toHaveLength(1);
  expect(outside.receivedOver(other.connectionId)).toHaveLength(1);
  outside.refused.clear();
  expect((await notify()).failed).toEqual([]);
  expect(outside.receivedOver(connectionId)).toHaveLength(1);
});

test.each([
  'connections.ofDevice',
  'gateway.send',
  'store.read',
  'store.commit',
  'gateway.disconnect',
  'connections.remove',
])('a failure at %s, before its work or after, is made good by the next attempt', async (call) => {
  for (const when of ['before', 'after'] as const) {
    const { accountId, target, connectionId, signOut } = await scene();
    await signOut();
    faults.breakAt(call, when);
    expect((await notify()).failed).toHaveLength(1);
    faults.mend();
    expect((await notify()).failed).toEqual([]);
    expect(outside.receivedOver(connectionId).length).toBeGreaterThanOrEqual(1);
    expect(outside.isOpen(connectionId)).toBe(false);
    expect(await api.connections.find(connectionId)).toBeUndefined();
    expect((await receiptsOf(bench, accountId, target)).session).toHaveProperty('deliveredAt');
    expect(await faultsOf(api, accountId)).toEqual([]);
  }
});

test('what goes over a connection is the event, by public ids', async () => {
  const { target, connectionId, signOut } = await scene();
  await signOut();
  await notify();
  const [message] = outside.receivedOver(connectionId) as SecurityEvent[];
  expect(message?.sub_id.session?.id).toBe(target.sessionId);
  expect(JSON.stringify(message)).not.toContain(target.key);
});
