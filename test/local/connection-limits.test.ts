import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { eventually } from '../support/eventually.ts';
import {
  type Client,
  type ConnectionsFixture,
  type ConnectionsFixtureProps,
  startConnectionsFixture,
} from './fixture/start-connections-fixture.ts';

const withFixture = async (
  props: ConnectionsFixtureProps,
  check: (fixture: ConnectionsFixture) => Promise<void>,
): Promise<void> => {
  const fixture = await startConnectionsFixture(props);
  try {
    await check(fixture);
  } finally {
    await fixture.close();
  }
};

/** Under the client of ws, to send what it would not. */
const rawOf = ({ socket }: Client): Socket => (socket as unknown as { _socket: Socket })._socket;

/** The frame of a client, its content masked with zeros. */
function frame(opcode: number, content: Buffer, isLast = true): Buffer {
  const head = Buffer.alloc(content.length < 126 ? 6 : content.length < 65_536 ? 8 : 14);
  head[0] = (isLast ? 128 : 0) + opcode;
  head[1] = 128 + (content.length < 126 ? content.length : content.length < 65_536 ? 126 : 127);
  if (content.length >= 65_536) head.writeBigUInt64BE(BigInt(content.length), 2);
  else if (content.length >= 126) head.writeUInt16BE(content.length, 2);
  return Buffer.concat([head, content]);
}
const x = (bytes: number): Buffer => Buffer.alloc(bytes, 'x');

describe('what a device may send', () => {
  test('messages up to 128 KB, in frames up to 32 KB', () =>
    withFixture({}, async ({ open }) => {
      const client = await open();
      const parts = [frame(1, x(32 * 1024), false), frame(0, x(32 * 1024), false), frame(0, x(32 * 1024), false)];
      rawOf(client).write(Buffer.concat([...parts, frame(0, x(32 * 1024))]));
      await eventually(async () => expect(client.messages[0]).toHaveLength('$default: '.length + 128 * 1024));
      rawOf(client).write(Buffer.concat([...parts, frame(0, x(32 * 1024), false), frame(0, x(1))]));
      expect(await client.closed).toMatchObject({ code: 1009 });
    }));

  test('a larger frame ends the connection, and no function sees it', () =>
    withFixture({}, async ({ open, events }) => {
      for (const bytes of [32 * 1024 + 1, 100_000]) {
        const client = await open();
        client.socket.send(x(bytes).toString());
        expect(await client.closed).toMatchObject({ code: 1009 });
      }
      expect(events.filter(({ body }) => body !== undefined)).toEqual([]);
    }));

  test('frames are told apart wherever the network cuts them', () =>
    withFixture({}, async ({ open }) => {
      const client = await open();
      const sent = [1, 125, 126, 127, 300, 2000].map((bytes) => x(bytes));
      const bytes = Buffer.concat(sent.map((content) => frame(1, content)));
      rawOf(client).setNoDelay(true);
      for (let at = 0; at < bytes.length;) {
        const step = at < 500 ? 1 : 97;
        rawOf(client).write(bytes.subarray(at, at + step));
        at += step;
        await sleep(0);
      }
      await eventually(async () => expect(client.messages).toHaveLength(sent.length));
      expect(client.messages.toSorted()).toEqual(sent.map((content) => `$default: ${content.toString()}`).toSorted());
      client.socket.send(x(40_000).toString());
      expect(await client.closed).toMatchObject({ code: 1009 });
    }));

  test('no binary messages', () =>
    withFixture({}, async ({ open, events }) => {
      const client = await open();
      client.socket.send(randomBytes(10));
      expect(await client.closed).toMatchObject({ code: 1003 });
      await eventually(async () => expect(events.at(-1).requestContext).toMatchObject({ disconnectStatusCode: 1003 }));
    }));

  test.each([
    ['text that is not UTF-8', frame(1, Buffer.from([0xff, 0xfe])), 1007],
    ['frames that are none', Buffer.from([0xff, 0xff, 0xff, 0xff]), 1002],
    ['an unmasked frame', Buffer.from([0x81, 0x01, 0x78]), 1002],
  ])('%s ends the connection', (_what, bytes, code) =>
    withFixture({}, async ({ open, events }) => {
      const client = await open();
      rawOf(client).write(bytes);
      expect(await client.closed).toMatchObject({ code });
      await eventually(async () => expect(events.at(-1).requestContext).toMatchObject({ disconnectStatusCode: code }));
    }),
  );
});

describe('how long a connection lives', () => {
  test('without a message it ends with 1001; a message either way keeps it', () =>
    withFixture({ limits: { idleMsMax: 1500 } }, async ({ open, connections }) => {
      const [silent, talking] = [await open(), await open()];
      const talk = setInterval(() => talking.socket.send('hello'), 50);
      expect(await silent.closed).toEqual({ code: 1001, reason: 'Going away' });
      expect(talking.socket.readyState).toBe(WebSocket.OPEN);
      clearInterval(talk);
      expect(await talking.closed).toMatchObject({ code: 1001 });
      await eventually(async () => expect(connections.count()).toBe(0));
    }));

  test('at its greatest age it ends, however much is said', () =>
    withFixture({ limits: { ageMsMax: 600 } }, async ({ open }) => {
      const client = await open();
      const talk = setInterval(() => client.socket.send('hello'), 50);
      expect(await client.closed).toMatchObject({ code: 1001 });
      clearInterval(talk);
    }));
});

describe('the end of the run', () => {
  test('closes a thousand connections with 1001, and the function is told of each', async () => {
    const fixture = await startConnectionsFixture();
    const clients = await Promise.all(Array.from({ length: 1000 }, () => fixture.open()));
    expect(fixture.connections.count()).toBe(1000);
    await fixture.close();
    const closes = await Promise.all(clients.map(({ closed }) => closed));
    expect(new Set(closes.map(({ code }) => code))).toEqual(new Set([1001]));
    const told = fixture.accessLines.filter((line) => line === 'DISCONNECT $disconnect 200');
    expect(told).toHaveLength(1000);
  });

  test('does not wait for a device that does not answer, nor for a function that does not', async () => {
    const fixture = await startConnectionsFixture();
    const client = await fixture.open();
    client.socket.pause();
    const waiting = new WebSocket(`${fixture.url}?do=hang`);
    waiting.on('error', () => {});
    await eventually(async () => expect(fixture.events).toHaveLength(2));
    await fixture.close();
    expect(fixture.connections.count()).toBe(0);
    client.socket.terminate();
  });
});
