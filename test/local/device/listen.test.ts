import { afterEach, expect, test } from '@jest/globals';
import { listen } from '../../../local/device/simulator/listen.ts';
import { makeRest } from '../../../local/device/simulator/make-rest.ts';
import { staySignedIn } from '../../../local/device/simulator/stay-signed-in.ts';
import { eventually } from '../../support/eventually.ts';
import { startConnectionServer } from './support/connection-server.ts';
import { done, fakeDevice, refusal, tokens } from './support/fake-device.ts';
import { recordedLog } from './support/recorded-log.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A device that checks in every hour, and is told in between. */
const connectedDevice = async (
  handshakes: Parameters<typeof startConnectionServer>[0],
  afterwards = refusal('session-revoked'),
) => {
  const server = await startConnectionServer(handshakes);
  const interruption = new AbortController();
  const { signal } = interruption;
  const { log, lines } = recordedLog();
  let ended = false;
  const { client, happened } = fakeDevice({ signedIn: tokens(1) });
  const answering = {
    ...client,
    api: async <Body>({ path }: { path: string }) => {
      happened.push(path);
      if (path.endsWith('/connection')) return done({ url: server.url, expiresAt: '' }, 201) as never;
      return (ended ? afterwards : done({ checkInAfter: 3600 })) as never as Awaited<
        ReturnType<typeof client.api<Body>>
      >;
    },
  };
  const { rest, wake } = makeRest(signal);
  const listening = listen({ client: answering, log, connect: true, push: undefined, signal, onHint: wake });
  const staying = staySignedIn(answering, { once: false, onCheckIn: () => {}, onAdopted: () => {}, rest });
  closers.push(async () => {
    interruption.abort();
    await Promise.allSettled([staying, listening.close()]);
    server.close();
  });
  return { server, lines, listening, staying, happened, endSession: () => (ended = true) };
};

const claim = { type: 'device-signed-out', at: new Date().toISOString(), reason: 'lost' };
const event = JSON.stringify({ 'urn:remote-sign-out:activity': claim });

test('what comes over the connection is said with how long it took, and the check-in that it leads to decides', async () => {
  const { server, lines, staying, listening, endSession } = await connectedDevice([]);
  await eventually(async () => expect(lines).toHaveLength(1));
  endSession();
  server.taken[0]?.send(event);
  expect(await staying).toMatchObject({ kind: 'refused', problem: { code: 'session-revoked' } });
  expect(lines).toEqual([
    'good Connected: a sign-out will be told over this connection',
    expect.stringMatching(
      /^arrived device-signed-out \(lost\), told over the open connection \d.* after the sign-out$/,
    ),
  ]);
  expect(listening.wasTold()).toBe(true);
});

test('a message alone signs nobody out', async () => {
  const { server, lines, happened } = await connectedDevice([]);
  await eventually(async () => expect(lines).toHaveLength(1));
  server.taken[0]?.send(event);
  await eventually(async () => expect(happened.filter((path) => path.endsWith('check-in'))).toHaveLength(2));
  expect(lines).toHaveLength(2);
});

test('a connection that is refused because the session has ended leads to a check-in', async () => {
  const { staying, endSession, lines } = await connectedDevice([{ status: 401 }]);
  endSession();
  expect(await staying).toMatchObject({ kind: 'refused' });
  expect(lines.filter((line) => line.startsWith('good'))).toEqual([]);
});
