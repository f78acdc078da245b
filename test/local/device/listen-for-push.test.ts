import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenForPush } from '../../../local/device/client/listen-for-push.ts';
import type { PushNews } from '../../../local/device/client/listen-for-push.ts';
import { eventually } from '../../support/eventually.ts';

const token = 'abc:def/ghi+j';
const message = (number: number, at: string) => ({ n: number, at, platform: 'fcm', payload: { data: { number } } });

let server: Server;
let ending: AbortController;
let asked: string[];
let answers: { status: number; body: unknown }[];
beforeEach(async () => {
  ending = new AbortController();
  asked = [];
  answers = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    // Without an answer the poll stays open, as that of a device to which nothing comes.
    const answer = answers.shift();
    if (answer) response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('each push arrives once, but for those of before', async () => {
  const since = new Date('2026-11-22T16:31:00.000Z');
  answers = [
    { status: 200, body: { messages: [message(3, '2026-11-22T16:30:59.999Z'), message(4, since.toISOString())] } },
    { status: 200, body: { messages: [] } },
    { status: 200, body: { messages: [message(5, '2026-11-22T16:31:09.000Z')] } },
  ];
  const news: PushNews[] = [];
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const listening = listenForPush({ endpoint, token, since, signal: ending.signal, onNews: (one) => news.push(one) });
  await eventually(async () => expect(asked).toHaveLength(4));
  ending.abort();
  await listening;
  expect(news).toEqual([4, 5].map((number) => ({ kind: 'push', text: `{"data":{"number":${number}}}` })));
  expect(asked.map((url) => new URL(url, endpoint).searchParams.get('after'))).toEqual(['0', '4', '4', '5']);
  expect(new Set(asked.map((url) => new URL(url, endpoint).pathname))).toEqual(
    new Set([`/tokens/${encodeURIComponent(token)}/messages`]),
  );
});

test.each([
  { status: 500, body: {} },
  { status: 200, body: { rubbish: true } },
])('an answer that is none is said, and is no end: $status', async (answer) => {
  answers = [answer];
  const news: PushNews[] = [];
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const onNews = (one: PushNews): void => void news.push(one);
  const listening = listenForPush({ endpoint, token, since: new Date(), signal: ending.signal, onNews });
  await eventually(async () => expect(asked).toHaveLength(2));
  ending.abort();
  await listening;
  expect(news).toEqual([{ kind: 'lost', why: expect.any(String), delayMs: expect.any(Number) }]);
});
