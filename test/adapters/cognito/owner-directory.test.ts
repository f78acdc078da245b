import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cognitoOwnerDirectory } from '../../../shared/adapters/cognito/owner-directory.ts';
import { freePort } from '../../support/free-port.ts';

let answer = { status: 200, body: '{}' };
let asked: { headers: IncomingHttpHeaders; body: string }[] = [];
let failures: string[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    asked.push({ headers: request.headers, body });
    response.writeHead(answer.status);
    response.end(answer.body);
  });
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  asked = [];
  failures = [];
});

const directory = (port = (server.address() as AddressInfo).port) =>
  cognitoOwnerDirectory({ endpoint: `http://127.0.0.1:${port}/`, onFailure: (reason) => failures.push(reason) });
const user = (attributes: Record<string, string>) =>
  JSON.stringify({ UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })) });

test("asks GetUser with the owner's own token, and gives a verified e-mail address", async () => {
  answer = { status: 200, body: user({ sub: '1', email: 'owner@example.com', email_verified: 'true' }) };
  expect(await directory().readEmail('the-token')).toBe('owner@example.com');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers['x-amz-target']).toBe('AWSCognitoIdentityProviderService.GetUser');
  expect(asked[0]?.headers).not.toHaveProperty('authorization');
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ AccessToken: 'the-token' });
  expect(failures).toEqual([]);
});

test.each([['not verified', user({ email: 'owner@example.com', email_verified: 'false' })]])(
  'an e-mail address that is %s is none, and that is no failure',
  async (_what, body) => {
    answer = { status: 200, body };
    expect(await directory().readEmail('the-token')).toBeNull();
    expect(failures).toEqual([]);
  },
);

test.each([
  ['is not said to be verified', user({ email: 'owner@example.com' })],
  ['is not shown', user({ email_verified: 'true' })],
  ['is of a user of whom nothing is shown', '{}'],
])('an e-mail address that %s is not known, and that is no failure', async (_what, body) => {
  answer = { status: 200, body };
  expect(await directory().readEmail('the-token')).toBeUndefined();
  expect(failures).toEqual([]);
});

test.each([
  [400, '{"__type":"NotAuthorizedException"}'],
  [500, ''],
  [200, 'no JSON'],
  [200, 'null'],
  [200, '{"UserAttributes":1}'],
])('an answer %i %s is reported without the token, and says nothing of the address', async (status, body) => {
  answer = { status, body };
  expect(await directory().readEmail('the-token')).toBeUndefined();
  expect(failures).toEqual([expect.not.stringContaining('the-token')]);
});

test('a pool that is away is reported without the token', async () => {
  expect(await directory(await freePort()).readEmail('the-token')).toBeUndefined();
  expect(failures).toEqual([expect.not.stringContaining('the-token')]);
});
