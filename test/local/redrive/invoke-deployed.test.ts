import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { invokeDeployed } from '../../../local/redrive/invoke-deployed.ts';
import type { StreamHandler } from '../../../local/redrive/rerun-records.ts';

/** Stands in for Lambda, which cannot run here. */
let lambda: Server;
let reply: { headers: Record<string, string>; body: string };
const asked: { url: string | undefined; signed: boolean; body: unknown }[] = [];
let handler: StreamHandler;

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  const answer = async (request: IncomingMessage) => {
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') === true;
    asked.push({ url: request.url, signed, body: JSON.parse(await text(request)) });
  };
  lambda = createServer((request, response) => {
    void answer(request).then(() => response.writeHead(200, reply.headers).end(reply.body));
  }).listen(0, '127.0.0.1');
  await once(lambda, 'listening');
  const endpoint = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
  handler = invokeDeployed('remote-sign-out-prod-publish-events', 'eu-west-1', endpoint);
});
afterAll(() => {
  lambda.closeAllConnections();
  lambda.close();
});

const event = { Records: [{ eventID: '1', dynamodb: { SequenceNumber: '7' } }] } as DynamoDBStreamEvent;

test('the deployed function is given the records, by a signed call, and its answer is taken over', async () => {
  reply = { headers: {}, body: '{"batchItemFailures":[{"itemIdentifier":"7"}]}' };
  expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  expect(asked.at(-1)).toEqual({
    url: '/2015-03-31/functions/remote-sign-out-prod-publish-events/invocations',
    signed: true,
    body: event,
  });
});

test('a function that fails is no success, and its message is not passed on', async () => {
  reply = { headers: { 'x-amz-function-error': 'Unhandled' }, body: '{"errorMessage":"ACCOUNT#secret"}' };
  await expect(handler(event)).rejects.toThrow(/^remote-sign-out-prod-publish-events failed with Unhandled$/);
});

test.each(['', 'null', '{}', '{"batchItemFailures":"none"}'])('the answer %j is no success', async (body) => {
  reply = { headers: {}, body };
  await expect(handler(event)).rejects.toThrow(Error);
});
