import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import {
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  EndpointDisabledException,
  GetEndpointAttributesCommand,
  InvalidParameterException,
  ListEndpointsByPlatformApplicationCommand,
  NotFoundException,
  PublishCommand,
  SetEndpointAttributesCommand,
  ThrottledException,
} from '@aws-sdk/client-sns';
import { randomUUID } from 'node:crypto';
import type { PushMessage } from '../../local/push/push-store.ts';
import { call } from './fixture/call.ts';
import { type MessagingFixture, startMessagingFixture } from './fixture/messaging.ts';

let run: MessagingFixture;
beforeAll(async () => {
  run = await startMessagingFixture();
});
afterEach(() => run.fixture.local.faults.set('sns', undefined));
afterAll(() => run.close());

const application = (platform: string): string => {
  const platforms: Record<string, string> = JSON.parse(run.fixture.local.outputs['PushPlatforms'] ?? '');
  return platforms[platform] ?? '';
};
const page = (path: string) => `${run.fixture.local.outputs['PushEndpoint']}${path}`;
const newToken = (): string => randomUUID().replaceAll('-', '');

async function register(Token: string, platform = 'fcm', more: { CustomUserData?: string } = {}): Promise<string> {
  const input = { PlatformApplicationArn: application(platform), Token, ...more };
  return (await run.sns.send(new CreatePlatformEndpointCommand(input))).EndpointArn ?? '';
}
const attributes = async (EndpointArn: string) =>
  (await run.sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes;
const set = (EndpointArn: string, Attributes: Record<string, string>) =>
  run.sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes }));
const publish = (TargetArn: string, payloads: Record<string, unknown>) =>
  run.sns.send(
    new PublishCommand({
      TargetArn,
      MessageStructure: 'json',
      Message: JSON.stringify(payloads),
      MessageAttributes: { 'AWS.SNS.MOBILE.FCM.TTL': { DataType: 'String', StringValue: '3600' } },
    }),
  );
const messagesOf = async (token: string, query = ''): Promise<PushMessage[]> =>
  (await call(page(`/tokens/${token}/messages${query}`))).json().messages;
const refusal = (call_: Promise<unknown>): Promise<unknown> => call_.catch((error: unknown) => error);

test('the platform applications of the template are there, under the ARNs that functions get', () => {
  expect(JSON.parse(run.fixture.local.outputs['PushPlatforms'] ?? '')).toEqual({
    fcm: 'arn:aws:sns:us-east-1:000000000000:app/GCM/fixture-fcm',
    'apns-sandbox': 'arn:aws:sns:us-east-1:000000000000:app/APNS_SANDBOX/fixture-apns-sandbox',
  });
});

test('the same token with the same attributes is the same endpoint, also when it is disabled', async () => {
  const token = newToken();
  const arn = await register(token);
  expect(arn).toMatch(/^arn:aws:sns:us-east-1:000000000000:endpoint\/GCM\/fixture-fcm\/[0-9a-f-]{36}$/);
  expect(await register(token)).toBe(arn);
  await set(arn, { Enabled: 'false' });
  expect(await register(token)).toBe(arn);
  expect(await attributes(arn)).toEqual({ Token: token, Enabled: 'false' });
});

test('the same token with other attributes is refused, with the ARN that it already has', async () => {
  const token = newToken();
  const arn = await register(token, 'fcm', { CustomUserData: 'a' });
  const error = await refusal(register(token, 'fcm', { CustomUserData: 'b' }));
  expect(error).toBeInstanceOf(InvalidParameterException);
  expect(error).toMatchObject({
    message: `Invalid parameter: Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`,
  });
});

test('an endpoint can get another token, be enabled again and be deleted; what is not there is not found', async () => {
  const [before, after] = [newToken(), newToken()];
  const arn = await register(before);
  await set(arn, { Enabled: 'false' });
  await set(arn, { Token: after, Enabled: 'true' });
  expect(await attributes(arn)).toEqual({ Token: after, Enabled: 'true' });
  expect(await register(before)).not.toBe(arn);
  const list = new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn: application('fcm') });
  expect((await run.sns.send(list)).Endpoints).toContainEqual({
    EndpointArn: arn,
    Attributes: { Token: after, Enabled: 'true' },
  });
  await run.sns.send(new DeleteEndpointCommand({ EndpointArn: arn }));
  await run.sns.send(new DeleteEndpointCommand({ EndpointArn: arn }));
  expect(await refusal(attributes(arn))).toBeInstanceOf(NotFoundException);
  expect(await refusal(set(arn, { Enabled: 'true' }))).toBeInstanceOf(NotFoundException);
  expect(await refusal(publish(arn, { GCM: '{}' }))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
  });
});

test('a malformed token is refused as Apple and SNS do, and an application that is not there', async () => {
  expect(await refusal(register('not hexadecimal', 'apns-sandbox'))).toBeInstanceOf(InvalidParameterException);
  expect(await refusal(register('', 'fcm'))).toBeInstanceOf(InvalidParameterException);
  expect(await refusal(register(newToken(), 'adm'))).toMatchObject({ name: 'InvalidParameterException' });
  const missing = { PlatformApplicationArn: `${application('fcm')}x`, Token: newToken() };
  expect(await refusal(run.sns.send(new CreatePlatformEndpointCommand(missing)))).toBeInstanceOf(NotFoundException);
});

test('what is published to an endpoint is shown as the platform would have got it', async () => {
  const [phone, other] = [newToken(), newToken()];
  const toPhone = await register(phone);
  const toOther = await register(other, 'apns-sandbox');
  const { MessageId } = await publish(toPhone, {
    GCM: JSON.stringify({ fcmV1Message: { message: { data: { a: 'b' } } } }),
  });
  await publish(toOther, { APNS_SANDBOX: JSON.stringify({ aps: { 'content-available': 1 } }) });
  expect((await call(page('/messages?limit=2'))).json()).toEqual({
    messages: [
      expect.objectContaining({ platform: 'apns-sandbox', token: other, payload: { aps: { 'content-available': 1 } } }),
      {
        n: expect.any(Number),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        platform: 'fcm',
        token: phone,
        payload: { message: { data: { a: 'b' }, token: phone } },
        attributes: { 'AWS.SNS.MOBILE.FCM.TTL': '3600' },
        messageId: MessageId,
        endpointArn: toPhone,
      },
    ],
  });
  const { text, headers } = await call(page('/'));
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).toContain('stands in for Apple (APNs), Google (FCM) and Amazon (ADM)');
  expect(text).toContain(phone);
  expect(text).toContain('&quot;content-available&quot;: 1');
});

test('nothing in a message is markup on the page', async () => {
  const arn = await register('<script>alert(1)</script>');
  await publish(arn, { GCM: JSON.stringify({ data: { text: '<img src=x>' } }) });
  const { text } = await call(page('/'));
  expect(text).not.toContain('<script>');
  expect(text).not.toContain('<img');
});

test.each([
  ['no payload for its platform', { APNS: '{}' }, 'Message Structure - No default entry in JSON message body'],
  ['a payload that is no JSON', { GCM: 'hello' }, 'Invalid notification for protocol GCM'],
  ['a payload that is no text', { GCM: { data: {} } }, 'Invalid notification for protocol GCM'],
])('a message with %s is refused', async (_what, payloads, message) => {
  const token = newToken();
  const error = await refusal(publish(await register(token), payloads));
  expect(error).toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining(message) });
  expect(await messagesOf(token)).toEqual([]);
});

test('a token that its platform has lost is disabled: what is published to it is refused', async () => {
  const token = newToken();
  const arn = await register(token);
  const lost = await call(page(`/tokens/${token}/unregister`), { method: 'POST' });
  expect([lost.status, lost.json()]).toEqual([200, { endpoints: 1 }]);
  expect(await attributes(arn)).toMatchObject({ Enabled: 'false' });
  expect(await refusal(publish(arn, { GCM: '{}' }))).toBeInstanceOf(EndpointDisabledException);
  expect(await messagesOf(token)).toEqual([]);
});

test('a page of another site cannot let it lose a token', async () => {
  const arn = await register(newToken());
  const { Token: token } = (await attributes(arn)) ?? {};
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await call(page(`/tokens/${token}/unregister`), { method: 'POST', headers })).status).toBe(403);
  expect(await attributes(arn)).toMatchObject({ Enabled: 'true' });
});

test('a device waits for its own messages and gets each once', async () => {
  const [token, other] = [newToken(), newToken()];
  const arn = await register(token);
  const waiting = messagesOf(token, '?wait=30');
  await publish(await register(other), { default: 'for another' });
  await publish(arn, { default: 'first' });
  const first = await waiting;
  expect(first).toMatchObject([{ token, payload: { data: { default: 'first' } } }]);
  await publish(arn, { default: 'second' });
  const second = await messagesOf(token, `?after=${first[0]?.n}&wait=30`);
  expect(second).toMatchObject([{ payload: { data: { default: 'second' } } }]);
  expect(await messagesOf(token, `?after=${second[0]?.n}`)).toEqual([]);
});

test('endpoints and messages are there again after a restart, and so is who was disabled', async () => {
  const token = newToken();
  const arn = await register(token);
  await publish(arn, { default: 'before' });
  await set(arn, { Enabled: 'false' });
  await run.fixture.restart();
  expect(await register(token)).toBe(arn);
  expect(await attributes(arn)).toMatchObject({ Enabled: 'false' });
  expect(await messagesOf(token)).toHaveLength(1);
});

test('when SNS is to refuse, everyone is refused, endpoints and topics alike', async () => {
  const arn = await register(newToken());
  run.fixture.local.faults.set('sns', { status: 400 });
  expect(await refusal(publish(arn, { default: 'x' }))).toBeInstanceOf(ThrottledException);
  expect(await refusal(run.publish('x', 'signed-in'))).toBeInstanceOf(ThrottledException);
  run.fixture.local.faults.set('sns', undefined);
  await publish(arn, { default: 'x' });
});
