import { NotFoundException, type SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCloudFormation } from '../../shared/adapters/cloudformation/answer-cloudformation.ts';
import { makeHandler } from '../../functions/provide-push-platforms/handler.ts';
import { snsPlatformApplications } from '../../functions/provide-push-platforms/platform-applications.ts';

const secrets: Record<string, string> = {
  'arn:fcm': JSON.stringify({
    type: 'service_account',
    project_id: 'shop',
    private_key: 'the-google-key',
    client_email: 'push@shop.example',
    token_uri: 'https://oauth2.example/token',
  }),
  'arn:apns': JSON.stringify({
    signingKey: 'the-apple-key',
    keyId: 'KEY1234567',
    teamId: 'TEAM123456',
    bundleId: 'shop',
  }),
  'arn:adm': JSON.stringify({ clientId: 'amazon-id', clientSecret: 'the-amazon-secret' }),
  'arn:cut-off': '{"signingKey": "the-apple-key',
  'arn:misspelt': JSON.stringify({
    signingkey: 'the-apple-key',
    keyId: 'KEY1234567',
    teamId: 'TEAM123456',
    bundleId: 'shop',
  }),
};

const fcm = { Platform: 'fcm', Name: 'shop-fcm', SecretArn: 'arn:fcm' };
const apns = { Platform: 'apns', Name: 'shop-apns', SecretArn: 'arn:apns' };
const adm = { Platform: 'adm', Name: 'shop-adm', SecretArn: 'arn:adm' };
const appArn = (name: string) => `arn:aws:sns:eu-central-1:111122223333:app/${name}`;

/** What CloudFormation has been answered; like S3, it takes only what the address was signed for. */
const answers: { contentType: string | undefined; body: unknown }[] = [];
let refusals = 0;
const s3 = createServer((request, response) => {
  void request.toArray().then((chunks: Buffer[]) => {
    if (request.method !== 'PUT' || refusals-- > 0) return response.writeHead(503).end();
    answers.push({
      contentType: request.headers['content-type'],
      body: JSON.parse(Buffer.concat(chunks).toString()) as unknown,
    });
    return response.end();
  });
}).listen(0, '127.0.0.1');
await once(s3, 'listening');
const url = `http://127.0.0.1:${(s3.address() as AddressInfo).port}/answer?signature=secret`;

/** SNS, as far as platform applications go. */
const applications = new Map<string, unknown>();
const calls: string[] = [];
const missing = () => new NotFoundException({ message: 'PlatformApplication does not exist', $metadata: {} });
const sns = {
  async send({ constructor, input }: { constructor: { name: string }; input: Record<string, string> }) {
    const { PlatformApplicationArn: arn = '', Attributes: attributes, Name, Platform } = input;
    calls.push(constructor.name.replace('Command', ''));
    await Promise.resolve();
    switch (constructor.name) {
      case 'SetPlatformApplicationAttributesCommand':
        if (!applications.has(arn)) throw missing();
        applications.set(arn, attributes);
        return {};
      case 'CreatePlatformApplicationCommand':
        applications.set(appArn(`${Platform}/${Name}`), attributes);
        return { PlatformApplicationArn: appArn(`${Platform}/${Name}`) };
      default:
        if (!applications.delete(arn)) throw missing();
        return {};
    }
  },
} as unknown as SNSClient;

const versions: (string | undefined)[] = [];
const deps = {
  applications: snsPlatformApplications(sns),
  readSecret: async (arn: string, versionId: string | undefined) => {
    versions.push(versionId);
    const secret = await Promise.resolve(secrets[arn]);
    if (secret === undefined)
      throw Object.assign(new Error(`no ${arn} the-hidden-part`), { name: 'ResourceNotFoundException' });
    return secret;
  },
  answer: answerCloudFormation,
};

const event = (type: 'Create' | 'Update' | 'Delete', platforms: unknown, before?: unknown) =>
  ({
    RequestType: type,
    ResponseURL: url,
    StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/1',
    RequestId: 'request-1',
    LogicalResourceId: 'Push',
    ResourceType: 'Custom::PushPlatforms',
    ServiceToken: 'arn:fn',
    ResourceProperties: { ServiceToken: 'arn:fn', ServiceTimeout: '300', Platforms: platforms },
    OldResourceProperties: { ServiceToken: 'arn:fn', Platforms: before },
    PhysicalResourceId: 'push-platforms-Push',
  }) as unknown as CloudFormationCustomResourceEvent;

const ask = async (...request: Parameters<typeof event>) => {
  await makeHandler(deps)(event(...request), { getRemainingTimeInMillis: () => 60_000 });
  return answers.at(-1)?.body as {
    Status: string;
    Reason?: string;
    PhysicalResourceId: string;
    Data?: { Platforms: string };
  };
};

describe('the custom resource that provides push platforms', () => {
  afterAll(() => {
    s3.close();
  });
  beforeEach(() => {
    applications.clear();
    for (const list of [answers, calls, versions]) list.length = 0;
    refusals = 0;
  });

  test('makes an application for each platform, and answers their ARNs by platform', async () => {
    const answer = await ask('Create', [fcm, apns, adm]);
    expect(answer).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'push-platforms-Push',
      StackId: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/1',
      RequestId: 'request-1',
      LogicalResourceId: 'Push',
      Data: { Platforms: expect.any(String) },
    });
    expect(JSON.parse(answer.Data?.Platforms ?? '')).toEqual({
      fcm: appArn('GCM/shop-fcm'),
      apns: appArn('APNS/shop-apns'),
      adm: appArn('ADM/shop-adm'),
    });
  });

  test('gives SNS the credentials in the form that each platform has', async () => {
    await ask('Create', [fcm, apns, adm]);
    const google = applications.get(appArn('GCM/shop-fcm')) as { PlatformCredential: string };
    expect(JSON.parse(google.PlatformCredential)).toEqual(JSON.parse(secrets['arn:fcm'] ?? ''));
    expect(applications.get(appArn('APNS/shop-apns'))).toEqual({
      PlatformCredential: 'the-apple-key',
      PlatformPrincipal: 'KEY1234567',
      ApplePlatformTeamID: 'TEAM123456',
      ApplePlatformBundleID: 'shop',
    });
    expect(applications.get(appArn('ADM/shop-adm'))).toEqual({
      PlatformCredential: 'the-amazon-secret',
      PlatformPrincipal: 'amazon-id',
    });
  });

  test('what is repeated changes nothing: an application that is there is kept, with its endpoints', async () => {
    const first = await ask('Create', [fcm]);
    expect(await ask('Create', [fcm])).toEqual(first);
    expect(calls).toEqual([
      'SetPlatformApplicationAttributes',
      'CreatePlatformApplication',
      'SetPlatformApplicationAttributes',
    ]);
  });

  test('an update keeps its id, takes the version that is named, and removes what is no longer wanted', async () => {
    await ask('Create', [fcm, adm]);
    const answer = await ask('Update', [{ ...fcm, SecretVersionId: 'new-version' }, apns], [fcm, adm]);
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'push-platforms-Push' });
    expect([...applications.keys()]).toEqual([appArn('GCM/shop-fcm'), appArn('APNS/shop-apns')]);
    expect(versions.slice(-2)).toEqual(['new-version', undefined]);
  });

  test('deleting what is there, what is gone, and what never was, succeeds', async () => {
    await ask('Create', [fcm]);
    expect(await ask('Delete', [fcm, apns])).toMatchObject({ Status: 'SUCCESS' });
    expect(await ask('Delete', [fcm, apns])).toMatchObject({ Status: 'SUCCESS' });
    expect(await ask('Delete', 'rubbish')).toMatchObject({ Status: 'SUCCESS' });
    expect(applications.size).toBe(0);
  });

  test.each([
    ['a secret that is cut off', { ...apns, SecretArn: 'arn:cut-off' }, 'apns: the secret is no JSON'],
    [
      'a misspelt field',
      { ...apns, SecretArn: 'arn:misspelt' },
      'apns: the secret is not as docs/push.md says: signingKey',
    ],
    [
      'a certificate of another platform',
      { ...adm, SecretArn: 'arn:apns' },
      'adm: the secret is not as docs/push.md says',
    ],
    ['a secret that is not there', { ...fcm, SecretArn: 'arn:none' }, 'fcm: ResourceNotFoundException'],
    ['an unknown platform', { ...fcm, Platform: 'wns' }, 'the properties of the resource are not as they should be'],
  ])('%s is said, with nothing of what is secret', async (_, platform, reason) => {
    const answer = await ask('Create', [platform]);
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toContain(reason);
    expect(JSON.stringify(answer)).not.toMatch(/the-\w+-(?:key|secret|part)|KEY1234567|TEAM123456/);
  });

  test('CloudFormation is answered when SNS never does', async () => {
    const never = { provide: () => Promise.withResolvers<string>().promise, remove: () => Promise.resolve() };
    const handler = makeHandler({ ...deps, applications: never });
    await handler(event('Create', [fcm]), { getRemainingTimeInMillis: () => 20_050 });
    expect(answers).toEqual([expect.objectContaining({ body: expect.objectContaining({ Status: 'FAILED' }) })]);
  });

  test('an answer that is not taken is given again, without a type, as its address was signed', async () => {
    refusals = 1;
    await ask('Create', [fcm]);
    expect(answers).toEqual([{ contentType: '', body: expect.objectContaining({ Status: 'SUCCESS' }) }]);
  });
});
