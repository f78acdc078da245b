import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentClient } from '../../../shared/adapters/dynamodb/document-client.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { freePort } from '../../support/free-port.ts';

let answer = { status: 500, body: '{}' };
const server = createServer((_request, response) => {
  response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(answer.body);
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const get = (port: number) =>
  documentClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  }).send(new GetCommand({ TableName: 'table', Key: { pk: 'key' } }));
const failure = (name: string) => JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: '' });
const asking = (status: number, body: string) => {
  answer = { status, body };
  return get((server.address() as AddressInfo).port);
};

test('a DynamoDB that is away is unavailable', async () => {
  await expect(get(await freePort())).rejects.toThrow(StoreUnavailableError);
});

test.each([
  [500, 'InternalServerError'],
  [503, 'ServiceUnavailable'],
  [400, 'ThrottlingException'],
  [400, 'ProvisionedThroughputExceededException'],
  [400, 'RequestLimitExceeded'],
  [400, 'TransactionInProgressException'],
])('a DynamoDB that answers %i %s is unavailable', async (status, name) => {
  await expect(asking(status, failure(name))).rejects.toThrow(StoreUnavailableError);
});

test('a DynamoDB that answers rubbish is unavailable', async () => {
  await expect(asking(200, '<html>')).rejects.toThrow(StoreUnavailableError);
});

test.each(['ValidationException', 'ResourceNotFoundException', 'AccessDeniedException'])(
  'a %s is a fault of ours and thrown as it is',
  async (name) => {
    await expect(asking(400, failure(name))).rejects.toMatchObject({ name });
  },
);
