import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { Answer } from '../../../local/device/client/answer.ts';
import { keepConnected } from '../../../local/device/client/keep-connected.ts';
import type { ConnectionNews } from '../../../local/device/client/keep-connected.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { startConnectionServer } from './support/connection-server.ts';
import { done, fakeDevice, offline, refusal, tokens } from './support/fake-device.ts';

type Server = Awaited<ReturnType<typeof startConnectionServer>>;

let server: Server | undefined;
let ending: AbortController;
let running: Promise<void>;
let news: ConnectionNews[];
beforeEach(() => {
  ending = new AbortController();
  news = [];
});
afterEach(async () => {
  ending.abort();
  await running;
  server?.close();
});

const ticket = (url: string) => done({ url, expiresAt: '2026-11-22T16:31:32.000Z' }, 201);

/** No test lasts that long: nothing is tried after it. */
const enough = { ...offline, retryAfterSeconds: 3600 };

const connect = (api: Answer<unknown>[], pingEveryMs = 60_000): void => {
  const { client } = fakeDevice({ signedIn: tokens(1), api: [...api, enough] });
  running = keepConnected({
    client,
    signal: ending.signal,
    onNews: (one) => news.push(one),
    random: () => 0,
    pingEveryMs,
  });
};
const kinds = () => news.map(({ kind }) => kind);
const untilNews = (...expected: ConnectionNews['kind'][]) =>
  eventually(async () => expect(kinds()).toEqual(expect.arrayContaining(expected)));

describe('a device that keeps a connection open', () => {
  test('shows its one-time ticket, and passes on what the service says', async () => {
    server = await startConnectionServer();
    connect([ticket(server.url)]);
    await untilNews('open');
    server.taken[0]?.send('{"type":"session-revoked"}');
    await untilNews('message');
    expect(server.asked).toEqual(['/?ticket=t']);
    expect(news).toEqual([{ kind: 'open' }, { kind: 'message', text: '{"type":"session-revoked"}' }]);
  });

  test('keeps it alive by pings, whose answers are no message', async () => {
    server = await startConnectionServer();
    connect([ticket(server.url)], 20);
    await untilNews('open');
    const [socket] = server.taken;
    const pings: string[] = [];
    socket?.on('message', (data: Buffer) => {
      pings.push(data.toString());
      socket.send('{"type":"pong"}');
    });
    await eventually(async () => expect(pings.length).toBeGreaterThan(2));
    expect(new Set(pings)).toEqual(new Set(['{"type":"ping"}']));
    expect(kinds()).toEqual(['open']);
  });

  test('opens a lost one again, each time with a ticket of its own', async () => {
    server = await startConnectionServer();
    connect([ticket(server.url), ticket(server.url.replace('=t', '=u'))]);
    await untilNews('open');
    server.taken[0]?.close();
    await eventually(async () => expect(kinds()).toEqual(['open', 'lost', 'open']));
    expect(server.asked).toEqual(['/?ticket=t', '/?ticket=u']);
  });

  test('has a doubt about its sign-in when the handshake is refused with 401', async () => {
    server = await startConnectionServer([{ status: 401 }]);
    connect([ticket(server.url), ticket(server.url)]);
    await eventually(async () => expect(kinds()).toEqual(['doubt', 'lost', 'open']));
  });

  test('has a doubt about its sign-in when it gets no ticket for it', async () => {
    connect([refusal('session-revoked')]);
    await untilNews('doubt');
    expect(kinds().slice(0, 2)).toEqual(['doubt', 'lost']);
  });

  test.each([429, 503])('waits as long as a handshake refused with %i asks', async (status) => {
    server = await startConnectionServer([{ status, headers: { 'Retry-After': '7' } }]);
    connect([ticket(server.url)]);
    await untilNews('lost');
    expect(news).toEqual([{ kind: 'lost', why: expect.stringContaining(String(status)), delayMs: 7000 }]);
  });

  test('waits as long as the service asks that gives no ticket', async () => {
    connect([{ kind: 'trouble', why: 'rate-limited', detail: 'Too many', retryAfterSeconds: 9 }]);
    await untilNews('lost');
    expect(news).toEqual([{ kind: 'lost', why: 'Too many', delayMs: 9000 }]);
  });

  test('says where nobody listens, without the ticket', async () => {
    const host = `127.0.0.1:${await freePort()}`;
    connect([ticket(`ws://${host}/?ticket=secret`)]);
    await untilNews('lost');
    expect(news[0]).toMatchObject({ why: `${host}: nothing listens there` });
    expect(JSON.stringify(news)).not.toContain('secret');
  });

  test('gives up where there are no open connections to be had', async () => {
    connect([refusal(undefined, 404)]);
    await running;
    expect(news).toEqual([{ kind: 'not-offered' }]);
  });

  test('leaves politely when it ends', async () => {
    server = await startConnectionServer();
    connect([ticket(server.url)]);
    await untilNews('open');
    const [socket] = server.taken;
    const closed = socket && once(socket, 'close');
    ending.abort();
    expect(await closed).toEqual([1000, expect.anything()]);
    await running;
    expect(kinds()).toEqual(['open']);
  });
});
