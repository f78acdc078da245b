import { expect, test } from '@jest/globals';
import { apiGatewayConnections } from '../../../shared/adapters/apigateway/connection-gateway.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';

const stub = await useAwsStub();
useAwsAt({});
const gateway = apiGatewayConnections(`${stub.endpoint}/live`);
const refused = (status: number, type: string) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
  body: '{"message":"refused"}',
});
const id = 'Ab_-1/2+3c=';
const path = `/live/@connections/${encodeURIComponent(id)}`;

test('a message is posted to the connection as JSON, under the stage of the address', async () => {
  stub.answerWith({ status: 200 });
  expect(await gateway.send(id, { type: 'session-revoked' })).toBe('sent');
  expect(stub.asked).toEqual([{ method: 'POST', path, body: '{"type":"session-revoked"}' }]);
});

test('a connection is ended', async () => {
  stub.answerWith({ status: 204 });
  await gateway.disconnect(id);
  expect(stub.asked).toEqual([{ method: 'DELETE', path, body: '' }]);
});

test('a connection that is gone is told from one that cannot be reached; ending it again is no error', async () => {
  stub.answerWith(refused(410, 'GoneException'));
  expect(await gateway.send(id, {})).toBe('gone');
  await expect(gateway.disconnect(id)).resolves.toBeUndefined();
});

test.each([
  [403, 'ForbiddenException'],
  [413, 'PayloadTooLargeException'],
  [400, 'BadRequestException'],
])('what else goes wrong (%i %s) is thrown: nobody was told', async (status, type) => {
  stub.answerWith(refused(status, type));
  await expect(gateway.send(id, {})).rejects.toThrow('refused');
  await expect(gateway.disconnect(id)).rejects.toThrow('refused');
});

test('what passes is tried again', async () => {
  stub.answerWith(refused(500, 'InternalServerErrorException'), { status: 200 });
  expect(await gateway.send(id, {})).toBe('sent');
  expect(stub.asked).toHaveLength(2);
});
