import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { eventually } from '../support/eventually.ts';
import { call } from './fixture/call.ts';
import { type ConnectionsFixture, route, startConnectionsFixture } from './fixture/start-connections-fixture.ts';

let fixture: ConnectionsFixture;
beforeAll(async () => {
  fixture = await startConnectionsFixture();
});
afterAll(() => fixture.close());

const lastEvent = (type: string, of = fixture) =>
  of.events.findLast(({ requestContext }) => requestContext.eventType === type);

/** What an upgrade is answered that is not let in. */
async function refusal(url: string): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  const [, response]: [unknown, IncomingMessage] = (await once(socket, 'unexpected-response')) as never;
  let body = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  await once(response, 'end');
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}
const answering = (answer: unknown): string => `?answer=${encodeURIComponent(JSON.stringify(answer))}`;

describe('a function gets the events of a WebSocket API', () => {
  test('of a connection: its headers as they were written, its query, and who connects', async () => {
    const { socket } = await fixture.open('?ticket=a%20b&x=1&x=2', { headers: { 'User-Agent': 'tv/1', 'X-Own': 'é' } });
    socket.terminate();
    const event = lastEvent('CONNECT');
    expect(event).toEqual({
      headers: expect.objectContaining({
        'User-Agent': 'tv/1',
        'X-Forwarded-For': '127.0.0.1',
        Host: expect.any(String),
      }),
      multiValueHeaders: expect.objectContaining({ 'User-Agent': ['tv/1'] }),
      queryStringParameters: { ticket: 'a b', x: '2' },
      multiValueQueryStringParameters: { ticket: ['a b'], x: ['1', '2'] },
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        extendedRequestId: expect.any(String),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        messageDirection: 'IN',
        stage: 'v1',
        connectedAt: expect.any(Number),
        requestTimeEpoch: expect.any(Number),
        identity: { userAgent: 'tv/1', sourceIp: '127.0.0.1' },
        requestId: expect.stringMatching(/^[\w+/]{15}=$/),
        domainName: expect.stringMatching(/^127\.0\.0\.1:/),
        connectionId: expect.stringMatching(/^[\w-]{15}=$/),
        apiId: 'abcdefghij',
      },
      isBase64Encoded: false,
    });
    expect(Object.keys(event.headers).map((name) => name.toLowerCase())).not.toContain('upgrade');
  });

  test('of a message: no headers, the text as the body, the same connection', async () => {
    const { socket, messages } = await fixture.open();
    const { connectionId } = lastEvent('CONNECT').requestContext;
    socket.send('{"é":1}');
    await eventually(async () => expect(messages).toEqual(['$default: {"é":1}']));
    expect(lastEvent('MESSAGE')).toEqual({
      requestContext: expect.objectContaining({
        eventType: 'MESSAGE',
        routeKey: '$default',
        connectionId,
        messageId: expect.any(String),
      }),
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    socket.close();
  });

  test.each([
    ['with a code', (socket: WebSocket) => socket.close(4001, 'tired'), 4001, 'tired'],
    ['without a code', (socket: WebSocket) => socket.close(), 1005, 'Client-side close frame status not set'],
    ['without a word', (socket: WebSocket) => socket.terminate(), 1006, ''],
  ])('of a close %s', async (_how, close, code, reason) => {
    const { socket } = await fixture.open();
    const { connectionId } = lastEvent('CONNECT').requestContext;
    close(socket);
    await eventually(async () =>
      expect(lastEvent('DISCONNECT').requestContext).toMatchObject({
        connectionId,
        routeKey: '$disconnect',
        disconnectStatusCode: code,
        disconnectReason: reason,
      }),
    );
  });
});

describe('the function of $connect decides who comes in', () => {
  test('what is not a 2xx refuses the handshake, with its headers and body', async () => {
    const query = answering({
      statusCode: 429,
      headers: { 'Retry-After': '30', 'Content-Type': 'application/problem+json' },
      body: '{"code":"rate-limited"}',
    });
    expect(await refusal(fixture.url + query)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30', 'content-type': 'application/problem+json' },
      body: '{"code":"rate-limited"}',
    });
    expect(await refusal(fixture.url + answering({ statusCode: 401 }))).toMatchObject({ status: 401 });
  });

  test.each(['throw', 'nothing'])('a function that fails is a 502: %s', async (what) => {
    expect(await refusal(`${fixture.url}?do=${what}`)).toMatchObject({
      status: 502,
      body: '{"message":"Internal server error"}',
    });
  });

  test('it chooses the protocol', async () => {
    const query = answering({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'b' } });
    const socket = new WebSocket(fixture.url + query, ['a', 'b']);
    await once(socket, 'open');
    expect(socket.protocol).toBe('b');
    socket.terminate();
  });

  const askedAbout = (mark: string) =>
    fixture.events.filter(({ queryStringParameters }) => queryStringParameters?.mark === mark);

  test('another path than the stage is forbidden, and no function is asked', async () => {
    expect(await refusal(`${fixture.url.replace('/v1', '/v2')}?mark=path`)).toMatchObject({ status: 403 });
    expect(askedAbout('path')).toEqual([]);
  });

  test('what is no WebSocket handshake reaches no function', async () => {
    const url = `${fixture.connections.endpoint}/v1?mark=handshake`;
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
    const badKey = { ...upgrade, 'sec-websocket-key': 'short', 'sec-websocket-version': '13' };
    expect(await call(url)).toMatchObject({ status: 426 });
    expect(await call(url, { headers: upgrade })).toMatchObject({ status: 400 });
    expect(await call(url, { headers: badKey })).toMatchObject({ status: 400 });
    expect(askedAbout('handshake')).toEqual([]);
  });

  test('who leaves before the answer is told as gone to the function, which counted on it', async () => {
    const { port } = new URL(fixture.url);
    const socket = connect(Number(port), '127.0.0.1');
    const key = Buffer.alloc(16).toString('base64');
    socket.write(
      `GET /v1?do=wait&mark=gone HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await eventually(async () => expect(askedAbout('gone')).toHaveLength(1));
    const { connectionId } = askedAbout('gone')[0].requestContext;
    socket.resetAndDestroy();
    await eventually(async () =>
      expect(lastEvent('DISCONNECT').requestContext).toMatchObject({ connectionId, disconnectStatusCode: 1006 }),
    );
  });
});

describe('messages', () => {
  test('a function that fails is told to the device, which stays connected', async () => {
    const { socket, messages } = await fixture.open();
    const { connectionId } = lastEvent('CONNECT').requestContext;
    socket.send('throw');
    await eventually(async () => expect(messages).toHaveLength(1));
    expect(JSON.parse(messages[0] ?? '')).toEqual({
      message: 'Internal server error',
      connectionId,
      requestId: lastEvent('MESSAGE').requestContext.requestId,
    });
    socket.send('again');
    await eventually(async () => expect(messages).toContain('$default: again'));
    socket.close();
  });

  test('a device that sends faster than its messages are handled loses none', async () => {
    const { socket, messages } = await fixture.open();
    const sent = Array.from({ length: 500 }, (_, index) => `message ${index}`);
    for (const text of sent) socket.send(text);
    await eventually(async () => expect(messages).toHaveLength(sent.length));
    expect(new Set(messages)).toEqual(new Set(sent.map((text) => `$default: ${text}`)));
    socket.close();
  });

  test('the route is what the message names, or $default; a message cannot name $connect', async () => {
    const other = await startConnectionsFixture({
      api: {
        routeSelection: ['about', 'kind'],
        routes: [route('ping', { answers: true }), route('$connect'), route('$default', { answers: true })],
      },
    });
    try {
      const { socket, messages } = await other.open();
      const named = (kind: unknown) => JSON.stringify({ about: { kind } });
      const sent = [named('ping'), named('pong'), named('$connect'), named(['ping']), '{"about":1}', 'not JSON'];
      for (const text of sent) {
        socket.send(text);
        await eventually(async () => expect(messages).toHaveLength(sent.indexOf(text) + 1));
      }
      expect(messages.map((text) => text.slice(0, text.indexOf(':')))).toEqual([
        'ping',
        ...Array.from({ length: 5 }, () => '$default'),
      ]);
    } finally {
      await other.close();
    }
  });

  test('without a route they are forbidden; without an answering one nothing comes back', async () => {
    const other = await startConnectionsFixture({ api: { routes: [route('quiet')] } });
    try {
      const { socket, messages } = await other.open();
      socket.send('{"action":"quiet"}');
      socket.send('hello');
      await eventually(async () => expect(other.events).toHaveLength(1));
      await eventually(async () => expect(messages).toHaveLength(1));
      expect(JSON.parse(messages[0] ?? '')).toEqual({
        message: 'Forbidden',
        connectionId: other.events[0].requestContext.connectionId,
        requestId: expect.any(String),
      });
    } finally {
      await other.close();
    }
  });
});

test('the throttle of the stage is a 429 at the handshake', async () => {
  const other = await startConnectionsFixture({ api: { throttle: { requestsPerSecond: 0.001, burst: 1 } } });
  try {
    const { socket, messages } = await other.open();
    expect(await refusal(other.url)).toMatchObject({ status: 429, body: '{"message":"Too Many Requests"}' });
    socket.send('hello');
    await eventually(async () => expect(messages[0]).toMatch('Too Many Requests'));
  } finally {
    await other.close();
  }
});

test('a function that takes longer than API Gateway waits', async () => {
  const routes = ['$connect', '$default'].map((key) => route(key, { timeoutMs: 200 }));
  const other = await startConnectionsFixture({ api: { routes } });
  try {
    expect(await refusal(`${other.url}?do=hang`)).toMatchObject({ status: 504 });
    const { socket, messages } = await other.open();
    socket.send('hang');
    await eventually(async () => expect(messages[0]).toMatch('Endpoint request timed out'));
  } finally {
    await other.close();
  }
});

test('each event has a line in the access log, in the format of the stage', async () => {
  const other = await startConnectionsFixture();
  try {
    const { socket, messages } = await other.open();
    socket.send('hello');
    await eventually(async () => expect(messages).toHaveLength(1));
    socket.close();
    await refusal(`${other.url}?do=throw`);
    await eventually(async () =>
      expect(other.accessLines.toSorted()).toEqual([
        'CONNECT $connect 200',
        'CONNECT $connect 502',
        'DISCONNECT $disconnect 200',
        'MESSAGE $default 200',
      ]),
    );
  } finally {
    await other.close();
  }
});
