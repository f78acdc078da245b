import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { dynamoDbConnectionStore } from '../../../shared/adapters/dynamodb/connection-store.ts';
import type { Session } from '../../../shared/domain/session/session.ts';
import { inLanes } from '../measure/in-lanes.ts';
import type { SectionProps } from '../section.ts';
import { engineClient } from '../system/engine-client.ts';
import { expectStatus } from '../system/make-api-client.ts';
import type { ApiClient } from '../system/make-api-client.ts';
import type { People } from '../system/make-people.ts';
import type { System } from '../system/start-system.ts';
import { connect } from './connect.ts';

export interface HeldFigure {
  open: number;
  openedPerSecond: number;
  bytesEach: number;
  /** Until the last connection of a signed-out device among them had its message. */
  toldMs: number;
  toldConnections: number;
  stillOpen: number;
}

const connectionsPerDevice = 20;
const devicesPerAccount = 50;
const lanes = 16;
/** Each is closed once it has its message and the receipt says so. */
const closeMsMax = 30_000;

/** Opens many connections, then signs out one device among them. */
export const holdConnections = async (
  { system, api, people }: { system: System; api: ApiClient; people: People },
  { sizes, progress, signal }: SectionProps,
): Promise<HeldFigure> => {
  const { connections } = sizes.telling;
  const client = engineClient(system);
  const store = dynamoDbConnectionStore(client, {
    table: system.outputs['SessionsTableName'] ?? '',
    now: () => new Date(),
  });
  const sockets: WebSocket[] = [];
  try {
    progress.step('Telling: devices for many connections');
    const devicesCount = Math.ceil(connections / connectionsPerDevice);
    const names = await people.create(Math.ceil(devicesCount / devicesPerAccount));
    const devices = await inLanes(
      Array.from({ length: devicesCount }, (_, index) => names[index % names.length] ?? ''),
      { lanes: 4, signal },
      async (name) => people.register(await people.signIn(name)),
    );

    progress.step('Telling: connections open');
    const before = await system.held();
    const started = performance.now();
    const wanted = Array.from({ length: connections }, (_, index) => devices[index % devicesCount]);
    const own: WebSocket[] = [];
    await inLanes(
      wanted,
      { lanes, signal, onDone: (done) => progress.at(done, connections) },
      async (device, index) => {
        // Without the request for it, which is measured elsewhere.
        const ticket = randomUUID();
        const usableUntil = new Date(Date.now() + 30_000).toISOString();
        await store.putTicket(ticket, device as Pick<Session, 'accountId' | 'key'> as Session, usableUntil);
        const socket = await connect(`${system.outputs['ConnectionsUrl']}?ticket=${ticket}`);
        sockets.push(socket);
        if (index % devicesCount === 0) own.push(socket);
      },
    );
    const openedMs = performance.now() - started;
    // Long enough for what the handshakes have left behind to be cleared away.
    await sleep(3000);
    const after = await system.held();

    progress.step('Telling: one of them is signed out');
    const [first] = devices;
    const asker = devices.find(
      ({ accountId, deviceId }) => accountId === first?.accountId && deviceId !== first.deviceId,
    );
    const told = Promise.all(
      own.map(
        (socket) => new Promise<number>((resolve) => void socket.once('message', () => resolve(performance.now()))),
      ),
    );
    const { answeredAt } = expectStatus(
      await api.call({
        route: 'sign-out-device',
        token: (asker ?? first)?.token ?? '',
        params: { deviceId: first?.deviceId ?? '' },
      }),
      202,
    );
    const toldMs = Math.max(...(await told)) - answeredAt;
    await Promise.race([Promise.all(own.map(hasClosed)), sleep(closeMsMax)]);
    return {
      open: sockets.length,
      openedPerSecond: (sockets.length * 1000) / openedMs,
      bytesEach: (after - before) / sockets.length,
      toldMs,
      toldConnections: own.length,
      stillOpen: sockets.filter(({ readyState, OPEN }) => readyState === OPEN).length,
    };
  } finally {
    for (const socket of sockets) socket.terminate();
    client.destroy();
  }
};

const hasClosed = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve(undefined);
    socket.once('close', resolve);
  });
