import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { eventually } from '../support/eventually.ts';
import { call } from './fixture/call.ts';
import { type Client, type ConnectionsFixture, startConnectionsFixture } from './fixture/start-connections-fixture.ts';

let fixture: ConnectionsFixture;
beforeAll(async () => {
  fixture = await startConnectionsFixture();
});
afterAll(() => fixture.close());

const clientWith = (secretAccessKey: string, region = 'us-east-1'): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    region,
    endpoint: `${fixture.connections.endpoint}/v1`,
    credentials: { accessKeyId: 'local', secretAccessKey },
    maxAttempts: 1,
  });
const manage = () => clientWith('local');
const post = (ConnectionId: string, Data: string | Uint8Array) =>
  manage().send(new PostToConnectionCommand({ ConnectionId, Data }));

/** A device with what the function was told of its connection. */
async function openKnown(headers: Record<string, string> = {}): Promise<Client & { connectionId: string }> {
  const mark = Math.random().toString(36);
  const client = await fixture.open(`?mark=${mark}`, { headers });
  const event = fixture.events.find(({ queryStringParameters }) => queryStringParameters?.mark === mark);
  return { ...client, connectionId: event.requestContext.connectionId };
}

test('what a function posts comes to its connection, and to no other', async () => {
  const [one, other] = [await openKnown(), await openKnown()];
  await post(one.connectionId, '{"é":1}');
  await eventually(async () => expect(one.messages).toEqual(['{"é":1}']));
  expect(other.messages).toEqual([]);
});

test('what was posted before a delete arrives before the close', async () => {
  const { connectionId, messages, closed } = await openKnown();
  const sent = Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(1000)}`);
  for (const text of sent) await post(connectionId, text);
  await manage().send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  await expect(closed).resolves.toMatchObject({ code: 1000 });
  expect(messages).toEqual(sent);
  await eventually(async () =>
    expect(fixture.events.at(-1).requestContext).toMatchObject({
      connectionId,
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1000,
    }),
  );
});

test('a connection is described as it is', async () => {
  const { connectionId } = await openKnown({ 'User-Agent': 'tv/1' });
  const found = await manage().send(new GetConnectionCommand({ ConnectionId: connectionId }));
  expect(found).toMatchObject({
    ConnectedAt: expect.any(Date),
    Identity: { SourceIp: '127.0.0.1', UserAgent: 'tv/1' },
    LastActiveAt: expect.any(Date),
  });
});

test('what is closed, or never was, is gone', async () => {
  const { connectionId, closed } = await openKnown();
  await manage().send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
  const gone = { name: 'GoneException', $metadata: { httpStatusCode: 410 } };
  await expect(post(connectionId, 'late')).rejects.toMatchObject(gone);
  await closed;
  await expect(post(connectionId, 'later')).rejects.toMatchObject(gone);
  for (const Command of [GetConnectionCommand, DeleteConnectionCommand]) {
    await expect(manage().send(new Command({ ConnectionId: 'AAAAAAAAAAAAAAA=' }))).rejects.toMatchObject(gone);
  }
});

test('a connection is not there before $connect has let it in', async () => {
  const opening = fixture.open('?do=wait&mark=early');
  const find = () => fixture.events.find(({ queryStringParameters }) => queryStringParameters?.mark === 'early');
  await eventually(async () => expect(find()).toBeDefined());
  const { connectionId } = find().requestContext;
  await expect(post(connectionId, 'early')).rejects.toMatchObject({ name: 'GoneException' });
  await opening;
  await expect(post(connectionId, 'in time')).resolves.toBeDefined();
});

test('128 KB is the most that can be posted', async () => {
  const { connectionId, messages } = await openKnown();
  await post(connectionId, 'x'.repeat(128 * 1024));
  await eventually(async () => expect(messages[0]).toHaveLength(128 * 1024));
  await expect(post(connectionId, 'x'.repeat(128 * 1024 + 1))).rejects.toMatchObject({
    name: 'PayloadTooLargeException',
    $metadata: { httpStatusCode: 413 },
  });
});

test('a device that does not read is not posted to without end', async () => {
  const { connectionId, socket } = await openKnown();
  socket.pause();
  const flood = async (): Promise<void> => {
    for (;;) await post(connectionId, 'x'.repeat(100_000));
  };
  await expect(flood()).rejects.toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });
  socket.terminate();
});

test('who does not sign, or with other credentials, reaches no connection', async () => {
  const { connectionId, messages } = await openKnown();
  const input = { ConnectionId: connectionId, Data: 'forged' };
  const forbidden = { $metadata: { httpStatusCode: 403 } };
  for (const client of [clientWith('guessed'), clientWith('local', 'eu-west-1')]) {
    await expect(client.send(new PostToConnectionCommand(input))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      ...forbidden,
    });
  }
  const url = `${fixture.connections.endpoint}/v1/@connections/${connectionId}`;
  expect(await call(url, { method: 'POST', body: 'forged' })).toMatchObject({
    status: 403,
    headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
    text: '{"message":"Missing Authentication Token"}',
  });
  expect(messages).toEqual([]);
});

test('an id that is none is told so', async () => {
  await expect(post('no/id', 'x')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid connectionId: no/id',
    $metadata: { httpStatusCode: 400 },
  });
});
