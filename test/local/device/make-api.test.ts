import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { makeApi } from '../../../local/device/client/make-api.ts';
import { freePort } from '../../support/free-port.ts';

let answer: RequestListener;
const server = createServer((request, response) => answer(request, response));
let url = '';
beforeAll(async () => {
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

let interruption: AbortController;
beforeEach(() => {
  interruption = new AbortController();
});

const api = (at = url) => makeApi({ url: at, headers: { 'user-agent': 'test' }, signal: interruption.signal });
const answering = (status: number, body: string, headers: Record<string, string> = {}): void => {
  answer = (_, response) => void response.writeHead(status, headers).end(body);
};
const list = { method: 'GET', path: '/v1/devices', query: { limit: 5, cursor: undefined } } as const;

test('asks with the token, and without what is not said', async () => {
  answer = ({ method, url: target, headers }, response) => {
    const { authorization, 'user-agent': agent } = headers;
    response.end(JSON.stringify({ method, target, authorization, agent, type: headers['content-type'] ?? null }));
  };
  expect(await api()(list, 'token')).toEqual({
    kind: 'done',
    status: 200,
    body: { method: 'GET', target: '/v1/devices?limit=5', authorization: 'Bearer token', agent: 'test', type: null },
  });
});

test('an answer without a body is done', async () => {
  answering(204, '');
  expect(await api()({ method: 'DELETE', path: '/v1/sessions/current' }, 't')).toMatchObject({
    kind: 'done',
    status: 204,
  });
});

test('a problem is a refusal with its code', async () => {
  answering(
    401,
    JSON.stringify({ code: 'session-revoked', title: 'Signed out.', status: 401, signOut: { reason: 'lost' } }),
  );
  expect(await api()(list, 't')).toEqual({
    kind: 'refused',
    problem: { code: 'session-revoked', title: 'Signed out.', status: 401, signOut: { reason: 'lost' } },
  });
});

test("API Gateway's own refusal has a title and no code", async () => {
  answering(401, '{"message":"Unauthorized"}');
  const refused = await api()(list, 't');
  expect(refused).toMatchObject({ kind: 'refused', problem: { title: 'Unauthorized', status: 401 } });
  expect(refused).not.toHaveProperty('problem.code');
});

test.each([
  [
    429,
    '{"title":"Too many"}',
    { 'retry-after': '7' },
    { why: 'rate-limited', detail: 'Too many', retryAfterSeconds: 7 },
  ],
  [503, '{"title":"Not now"}', {}, { why: 'unavailable', detail: 'Not now' }],
  [
    502,
    '<html>',
    { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' },
    { why: 'unavailable', detail: 'The service answered 502.' },
  ],
])('%i is trouble that passes', async (status, body, headers, trouble) => {
  answering(status, body, headers);
  expect(await api()(list, 't')).toEqual({ kind: 'trouble', ...trouble });
});

test('nobody there is being offline', async () => {
  const free = `127.0.0.1:${await freePort()}`;
  expect(await api(`http://${free}`)(list, 't')).toEqual({
    kind: 'trouble',
    why: 'offline',
    detail: `${free}: nothing listens there`,
  });
});

test('a connection that breaks is being offline', async () => {
  answer = (request) => void request.socket.destroy();
  expect(await api()(list, 't')).toMatchObject({
    why: 'offline',
    detail: expect.stringContaining('the connection broke'),
  });
});

test('an interruption is thrown on', async () => {
  answer = () => interruption.abort(new Error('Ctrl-C'));
  await expect(api()(list, 't')).rejects.toThrow('Ctrl-C');
});
