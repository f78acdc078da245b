import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { recordsOf } from './account-records.ts';
import type { TellingBench } from './telling-bench.ts';
import type { TestDevice, TestOwner } from './test-api.ts';

/** An app on a device with everything that it can be told by. */
export type ReachableApp = Awaited<ReturnType<typeof signInReachable>>;

/** A ticket for a connection of the app. */
export const ticketOf = async ({ call }: Pick<TestDevice, 'call'>): Promise<string> => {
  const { url } = (await call('create-connection-ticket')).body as { url: string };
  return new URL(url).searchParams.get('ticket') ?? '';
};

/** Opens a connection with the ticket, as a device would. */
export const openWith = async (bench: TellingBench, ticket: string) => {
  const connectionId = randomUUID();
  // Whoever asks to connect is at the other end, but for when it is refused.
  bench.outside.connect(connectionId);
  const { statusCode } = await bench.connections.open({
    requestContext: { connectionId },
    queryStringParameters: { ticket },
  });
  if (statusCode !== 200) bench.outside.lose(connectionId);
  return { connectionId, statusCode };
};

/** Opens a connection of the app. */
export const openConnectionOf = async (bench: TellingBench, app: Pick<TestDevice, 'call'>) =>
  openWith(bench, await ticketOf(app));

/** Signs in with a refresh token deposited, a push token and an open connection, of which each can be left out. */
export const signInReachable = async (
  bench: TellingBench,
  owner: TestOwner,
  body: Record<string, unknown> = {},
  without: { refreshToken?: true; push?: true; connection?: true; headers?: Record<string, string> } = {},
) => {
  const refreshToken = `refresh-${randomUUID()}`;
  const pushToken = `push-${randomUUID()}`;
  const device = await owner.signIn(
    {
      ...(!without.refreshToken && { refreshToken }),
      ...(!without.push && { push: { platform: 'fcm', token: pushToken } }),
      ...body,
    },
    { ...(without.headers && { headers: without.headers }) },
  );
  const connection = without.connection ? undefined : await openConnectionOf(bench, device);
  return { ...device, key: String(device.token['origin_jti']), refreshToken, pushToken, connection };
};

export type Without = Parameters<typeof signInReachable>[3];

/** Signs in as many apps on one device, each without what it cannot be told by. */
export const signInApps = async (
  bench: TellingBench,
  owner: TestOwner,
  [first = {}, ...others]: readonly Without[],
) => {
  const app = await signInReachable(bench, owner, { app: { name: 'App 0' } }, first);
  const device = { id: app.deviceId, secret: app.deviceSecret };
  const apps: [ReachableApp, ...ReachableApp[]] = [app];
  for (const [index, without] of others.entries()) {
    apps.push(await signInReachable(bench, owner, { app: { name: `App ${index + 1}` }, device }, without));
  }
  return apps;
};

/** What the vault holds of the session. */
export const depositOf = async ({ api }: TellingBench, key: string): Promise<unknown> => {
  const { client, tables } = api.engine;
  const { Item } = await client.send(
    new GetCommand({ TableName: tables.vault, Key: { pk: `SESSION#${key}` }, ConsistentRead: true }),
  );
  return Item?.['refreshToken'];
};

/** The receipts as they are stored: of the session, and of its device. */
export const receiptsOf = async ({ api }: TellingBench, accountId: string, app: Pick<ReachableApp, 'sessionId'>) => {
  const { sessions, devices } = await recordsOf(api.engine, accountId);
  const session = sessions.find(({ id }) => id === app.sessionId);
  return { session: session?.signOut, device: devices.find(({ id }) => id === session?.deviceId)?.signOut };
};
