import {
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  GetEndpointAttributesCommand,
  SetEndpointAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { afterAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPush } from '../../../local/push/start-push.ts';
import { snsPushPlatforms } from '../../../shared/adapters/sns/push-platforms.ts';
import type { PlatformApplications } from '../../../shared/adapters/sns/push-platforms.ts';
import { pushPlatforms } from '../../../shared/contracts/values.ts';
import type { PushPlatform } from '../../../shared/contracts/values.ts';
import { anEvent } from '../../support/an-event.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';
import { freePort } from '../../support/free-port.ts';

// Against the façade of the local run, which has SNS' rules for endpoints and its words; APNs and FCM are nowhere.
const stateFolder = await mkdtemp(join(tmpdir(), 'push-platforms-'));
const stub = await useAwsStub();
const push = await startPush({
  stateFolder,
  port: await freePort(),
  region: 'us-east-1',
  account: '000000000000',
  topics: 'http://127.0.0.1:9',
});
useAwsAt({ SNS: push.endpoint });
const sns = new SNSClient({});
afterAll(async () => {
  sns.destroy();
  await push.close();
  await rm(stateFolder, { recursive: true, force: true });
});

const names = { fcm: 'GCM', apns: 'APNS', 'apns-sandbox': 'APNS_SANDBOX', adm: 'ADM' };
const applications: PlatformApplications = {};
for (const platform of pushPlatforms) {
  const { PlatformApplicationArn = '' } = await sns.send(
    new CreatePlatformApplicationCommand({ Name: 'app', Platform: names[platform], Attributes: {} }),
  );
  applications[platform] = PlatformApplicationArn;
}
const platforms = snsPushPlatforms(applications);
const newToken = () => randomUUID().replaceAll('-', '');
const provided = async (platform: PushPlatform, token: string): Promise<string> => {
  const answer = await platforms.provideEndpoint({ platform, token });
  if (answer.kind !== 'endpoint') throw new Error(answer.kind);
  return answer.endpoint;
};
const attributesOf = async (EndpointArn: string) =>
  (await sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes;
const set = (EndpointArn: string, Attributes: Record<string, string>) =>
  sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes }));
const messagesOf = async (token: string) => {
  const response = await fetch(`${push.endpoint}/tokens/${token}/messages`);
  return ((await response.json()) as { messages: { payload: unknown; attributes: Record<string, string> }[] }).messages;
};

test.each(pushPlatforms)(
  '%s: a token gets one endpoint, however often it is asked for, and it is enabled',
  async (platform) => {
    const token = newToken();
    const endpoint = await provided(platform, token);
    expect(await provided(platform, token)).toBe(endpoint);
    expect(await attributesOf(endpoint)).toMatchObject({ Token: token, Enabled: 'true' });
  },
);

test('an endpoint that was disabled is enabled again: the app has brought its token itself', async () => {
  const token = newToken();
  const endpoint = await provided('fcm', token);
  await set(endpoint, { Enabled: 'false' });
  expect(await provided('fcm', token)).toBe(endpoint);
  expect(await attributesOf(endpoint)).toMatchObject({ Enabled: 'true' });
});

test('an endpoint that somebody has made with other attributes is found by what SNS says, and mended', async () => {
  const Token = newToken();
  const { EndpointArn } = await sns.send(
    new CreatePlatformEndpointCommand({ PlatformApplicationArn: applications.fcm, Token, CustomUserData: 'other' }),
  );
  await set(EndpointArn ?? '', { Enabled: 'false' });
  expect(await provided('fcm', Token)).toBe(EndpointArn);
  expect(await attributesOf(EndpointArn ?? '')).toMatchObject({ Token, Enabled: 'true', CustomUserData: 'other' });
});

test('an endpoint that was deleted is made again', async () => {
  const token = newToken();
  const endpoint = await provided('fcm', token);
  await sns.send(new DeleteEndpointCommand({ EndpointArn: endpoint }));
  const again = await provided('fcm', token);
  expect(again).not.toBe(endpoint);
  expect(await attributesOf(again)).toMatchObject({ Token: token, Enabled: 'true' });
});

test('a token of a form that the platform never takes is told from a platform that is not set up', async () => {
  expect(await platforms.provideEndpoint({ platform: 'apns', token: 'not-hexadecimal' })).toEqual({
    kind: 'bad-token',
  });
  expect(await snsPushPlatforms({}).provideEndpoint({ platform: 'fcm', token: newToken() })).toEqual({
    kind: 'no-platform',
  });
});

test('a platform application that is gone is an error, and no reason to forget the token', async () => {
  const gone = snsPushPlatforms({ fcm: 'arn:aws:sns:us-east-1:000000000000:app/GCM/gone' });
  await expect(gone.provideEndpoint({ platform: 'fcm', token: newToken() })).rejects.toThrow('does not exist');
});

const said = /"action":"check-in"/;
const wakes: Record<PushPlatform, { payload: RegExp; attributes: Record<string, string> }> = {
  fcm: { payload: /"priority":"high","ttl":"3600s"/, attributes: { 'AWS.SNS.MOBILE.FCM.TTL': '3600' } },
  apns: {
    payload: /"aps":\{"content-available":1\}/,
    attributes: {
      'AWS.SNS.MOBILE.APNS.TTL': '3600',
      'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'background',
      'AWS.SNS.MOBILE.APNS.PRIORITY': '5',
    },
  },
  'apns-sandbox': {
    payload: /"aps":\{"content-available":1\}/,
    attributes: {
      'AWS.SNS.MOBILE.APNS_SANDBOX.TTL': '3600',
      'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'background',
      'AWS.SNS.MOBILE.APNS.PRIORITY': '5',
    },
  },
  adm: { payload: /"expiresAfter":3600/, attributes: { 'AWS.SNS.MOBILE.ADM.TTL': '3600' } },
};

test.each(pushPlatforms)(
  '%s: a silent push for an hour, which says to check in and neither what happened nor to whom',
  async (platform) => {
    const token = newToken();
    const event = anEvent({ accountId: 'the-account', reason: 'stolen', type: 'device-signed-out' });
    expect(await platforms.send(await provided(platform, token), platform, event)).toBe('sent');
    const [message, ...others] = await messagesOf(token);
    expect(others).toEqual([]);
    const payload = JSON.stringify(message?.payload);
    expect(payload).toMatch(said);
    expect(payload).toMatch(wakes[platform].payload);
    expect(payload).toContain(event.jti);
    expect(payload).not.toMatch(/the-account|stolen|signed-out|dev_|ses_|"alert"|"sound"|"notification"/);
    expect(message?.attributes).toEqual(wakes[platform].attributes);
  },
);

test('an endpoint that the platform has had disabled is gone, and is deleted: only the app may bring it back', async () => {
  const token = newToken();
  const endpoint = await provided('fcm', token);
  await set(endpoint, { Enabled: 'false' });
  expect(await platforms.send(endpoint, 'fcm', anEvent())).toBe('gone');
  await expect(attributesOf(endpoint)).rejects.toThrow('does not exist');
  expect(await messagesOf(token)).toEqual([]);
  // Twice, as the event may come twice.
  expect(await platforms.send(endpoint, 'fcm', anEvent())).toBe('no-endpoint');
});

test.each([
  [404, 'NotFound', 'Endpoint does not exist', 'no-endpoint'],
  [
    400,
    'InvalidParameter',
    'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
    'no-endpoint',
  ],
  [400, 'InvalidParameter', 'Invalid parameter: Message too long', 'thrown'],
  [400, 'PlatformApplicationDisabled', 'Platform application is disabled', 'thrown'],
  [403, 'AuthorizationError', 'not allowed', 'thrown'],
])('a push that is answered %i %s (%s) is %s', async (status, code, message, outcome) => {
  stub.answerWith({
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  });
  useAwsAt({ SNS: stub.endpoint });
  const sent = await snsPushPlatforms(applications)
    .send('arn:aws:sns:us-east-1:000000000000:endpoint/GCM/app/1', 'fcm', anEvent())
    .catch(() => 'thrown');
  expect(sent).toBe(outcome);
});
