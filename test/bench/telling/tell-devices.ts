import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { inLanes } from '../measure/in-lanes.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import type { SectionProps } from '../section.ts';
import { expectStatus } from '../system/make-api-client.ts';
import type { ApiClient } from '../system/make-api-client.ts';
import type { People } from '../system/make-people.ts';
import type { System } from '../system/start-system.ts';
import { connect } from './connect.ts';

export interface ToldFigure {
  by: 'an open connection' | 'the push façade';
  latency: Latency;
}

const devicesPerAccount = 50;
const lanes = 4;

/** From the answer to a sign-out until the device has the message, one sign-out at a time. */
export const tellDevices = async (
  { system, api, people }: { system: System; api: ApiClient; people: People },
  { sizes, progress, signal }: SectionProps,
): Promise<ToldFigure[]> => {
  const { signOuts } = sizes.telling;
  const told = { connection: [] as number[], push: [] as number[] };
  const pushEndpoint = system.outputs['PushEndpoint'] ?? '';
  const names = await people.create(Math.ceil(signOuts / devicesPerAccount));

  for (const [account, name] of names.entries()) {
    progress.step('Telling: devices sign in and connect');
    const laptop = await people.register(await people.signIn(name));
    const count = Math.min(devicesPerAccount, signOuts - account * devicesPerAccount);
    const devices = await inLanes(Array.from({ length: count }), { lanes, signal }, async () => {
      const { token, refreshToken } = await people.signIn(name);
      const pushToken = randomUUID();
      const body = { refreshToken, push: { platform: 'fcm', token: pushToken } };
      const registered = expectStatus(await api.call({ route: 'register-session', token, body }), 201);
      const { device }: { device: { id: string } } = JSON.parse(registered.text);
      const ticket = expectStatus(await api.call({ route: 'create-connection-ticket', token }), 201);
      const { url }: { url: string } = JSON.parse(ticket.text);
      return { deviceId: device.id, pushToken, socket: await connect(url) };
    });

    progress.step('Telling: sign-outs, one at a time');
    for (const [index, { deviceId, pushToken, socket }] of devices.entries()) {
      signal.throwIfAborted();
      const message = arrival(socket);
      const pushed = fetch(`${pushEndpoint}/tokens/${pushToken}/messages?wait=60`, { signal }).then(async (answer) => {
        await answer.json();
        return performance.now();
      });
      const params = { deviceId };
      const { answeredAt } = expectStatus(
        await api.call({ route: 'sign-out-device', token: laptop.token, params }),
        202,
      );
      // What comes before the answer is there at once.
      told.connection.push(Math.max(0, (await message) - answeredAt));
      told.push.push(Math.max(0, (await pushed) - answeredAt));
      progress.at(account * devicesPerAccount + index + 1, signOuts);
    }
  }
  return [
    { by: 'an open connection', latency: latencyOf(told.connection) },
    { by: 'the push façade', latency: latencyOf(told.push) },
  ];
};

const arrival = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => void socket.once('message', () => resolve(performance.now())));
