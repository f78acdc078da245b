import { afterAll, expect, test } from '@jest/globals';
import { startReviewBench } from '../support/review-bench.ts';

const bench = await startReviewBench();
afterAll(() => bench.close());
type Caller = Awaited<ReturnType<typeof bench.dueOwner>>['device'];

const attentionOf = async (asker: Caller): Promise<Record<string, string[]>> => {
  const { body } = await asker.call('get-review');
  const devices = body.devices as { id: string; attention: string[] }[];
  return Object.fromEntries(devices.map(({ id, attention }) => [id, attention]));
};

test('what the owner was not sure of, or did not look at, is new in the next review as well; what was kept is not', async () => {
  const { device: asker, signIn } = await bench.dueOwner();
  bench.api.clock.advance(60);
  const kept = await signIn();
  const unsure = await signIn();
  const leftOut = await signIn();
  const finish = (decisions: object[]) => asker.call('finish-review', { body: { decisions } });
  await finish([
    { deviceId: kept.deviceId, decision: 'keep' },
    { deviceId: unsure.deviceId, decision: 'not-sure' },
  ]);
  bench.api.clock.advance(600);
  expect(await attentionOf(asker)).toEqual({
    [asker.deviceId]: [],
    [kept.deviceId]: [],
    [unsure.deviceId]: ['new-device'],
    [leftOut.deviceId]: ['new-device'],
  });
  await finish([
    { deviceId: unsure.deviceId, decision: 'keep' },
    { deviceId: leftOut.deviceId, decision: 'keep' },
  ]);
  expect(Object.values(await attentionOf(asker)).flat()).toEqual([]);
});

test('a device that was not new before does not become so by a doubt', async () => {
  const { device: asker, signIn } = await bench.dueOwner();
  bench.api.clock.advance(60);
  const old = await signIn();
  const decide = (decision: string) =>
    asker.call('finish-review', { body: { decisions: [{ deviceId: old.deviceId, decision }] } });
  await decide('keep');
  bench.api.clock.advance(60);
  await decide('not-sure');
  expect(Object.values(await attentionOf(asker)).flat()).toEqual([]);
});
