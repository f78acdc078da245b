import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '../../../local/device/client/credentials.ts';
import { credentialsFile, knownProfiles } from '../../../local/device/client/credentials-file.ts';
import { prepareCredentials } from '../../../local/device/client/prepare-credentials.ts';
import { readOutputs } from '../../../local/device/client/read-outputs.ts';
import { pushRegistration } from '../../../shared/contracts/values.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'device-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stored: Credentials = {
  version: 1,
  userPoolId: 'us-east-1_Local0001',
  client: 'app',
  email: 'ada@example.com',
  description: { name: 'Phone', kind: 'phone', from: 'Lisbon, PT' },
  device: { id: 'dev_01m822kx9fqqsm7xqv5v1e3nnc', secret: 's' },
};

describe('the credentials of a device', () => {
  test('come back as they were written, and only their owner may read them', () => {
    const file = credentialsFile(join(folder, 'devices'), 'phone');
    expect(file.read()).toBeUndefined();
    file.write(stored);
    expect(file.read()).toEqual(stored);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'devices')).mode & 0o777).toBe(0o700);
  });

  test('are replaced whole: nothing half-written is left beside them', () => {
    const file = credentialsFile(folder, 'phone');
    for (let count = 0; count < 20; count++) file.write({ ...stored, email: `${count}@example.com` });
    expect(readdirSync(folder)).toEqual(['phone.json']);
    expect(knownProfiles(folder)).toEqual(['phone']);
    expect(knownProfiles(join(folder, 'nowhere'))).toEqual([]);
  });

  test.each(['', '{', '{}', '[]', '{"version":2}'])(
    'a file that holds %j is said to be none, and is left alone',
    (text) => {
      const file = credentialsFile(folder, 'phone');
      writeFileSync(file.path, text);
      expect(() => file.read()).toThrow(/is not a credentials file.*Delete it/);
      expect(readFileSync(file.path, 'utf8')).toBe(text);
    },
  );
});

describe('what a device signs in as', () => {
  const outputs = { userPoolId: 'us-east-1_Local0001', demo: { email: 'demo@example.com', password: 'x' } };

  test('is the demo account, where nothing else is said', () => {
    const prepared = prepareCredentials(undefined, { profile: 'phone', kind: 'phone' }, outputs);
    expect(prepared).toMatchObject({
      email: 'demo@example.com',
      client: 'app',
      description: { name: 'phone', kind: 'phone' },
    });
  });

  test('is as last time, but for what the flags say', () => {
    const prepared = prepareCredentials(stored, { profile: 'phone', from: 'Porto, PT' }, outputs);
    expect(prepared).toEqual({ ...stored, description: { ...stored.description, from: 'Porto, PT' } });
  });

  test.each(['fcm', 'apns', 'apns-sandbox', 'adm'] as const)('keeps its made-up token of %s', (platform) => {
    const wanted = { profile: 'phone', push: { platform } };
    const prepared = prepareCredentials(stored, wanted, outputs);
    expect(pushRegistration.safeParse(prepared.push)).toEqual({ success: true, data: prepared.push });
    expect(prepareCredentials(prepared, wanted, outputs)).toEqual(prepared);
    expect(prepareCredentials(prepared, { profile: 'phone' }, outputs)).toEqual(prepared);
    expect(prepareCredentials(stored, wanted, outputs).push).not.toEqual(prepared.push);
  });

  test('has the push token that it is given, and another one on another platform', () => {
    const given = { profile: 'phone', push: { platform: 'fcm', token: 'a-token-of-ones-own' } } as const;
    const prepared = prepareCredentials(stored, given, outputs);
    expect(prepared.push).toEqual({ platform: 'fcm', token: 'a-token-of-ones-own' });
    const moved = prepareCredentials(prepared, { profile: 'phone', push: { platform: 'adm' } }, outputs);
    expect(moved.push).toEqual({ platform: 'adm', token: expect.not.stringContaining('own') });
  });

  test.each([
    [{ email: 'eve@example.com' }, outputs, 'This profile is of ada@example.com'],
    [{ client: 'console' }, outputs, 'This profile is of app client "app"'],
    [{}, { userPoolId: 'eu-west-1_Other' }, 'This profile is of user pool us-east-1_Local0001'],
  ])('is never somebody or something else: %j', (wanted, place, message) => {
    expect(() => prepareCredentials(stored, { profile: 'phone', ...wanted }, place)).toThrow(message);
  });

  test('must be said where there is no demo account', () => {
    expect(() => prepareCredentials(undefined, { profile: 'phone' }, { userPoolId: 'x' })).toThrow('--email');
  });
});

describe('where the product is', () => {
  const write = (content: unknown): string => {
    const file = join(folder, 'outputs.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const deployed = {
    ApiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com/',
    UserPoolId: 'eu-west-1_Abc',
    AppClientId: 'app-id',
    ConsoleClientId: 'console-id',
  };

  test('of a local run', () => {
    const file = write({
      ...deployed,
      Region: 'us-east-1',
      CognitoEndpoint: 'http://127.0.0.1:1',
      DemoEmail: 'd',
      DemoPassword: 'p',
    });
    expect(readOutputs(file)).toEqual({
      apiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com',
      userPoolId: 'eu-west-1_Abc',
      region: 'us-east-1',
      clientIds: { app: 'app-id', console: 'console-id' },
      cognitoEndpoint: 'http://127.0.0.1:1',
      demo: { email: 'd', password: 'p' },
    });
  });

  test('of a deployed stage, as cdk writes it: the region is the user pool’s', () => {
    const outputs = readOutputs(write({ other: { X: 'y' }, 'remote-sign-out-dev': deployed }));
    expect(outputs).toMatchObject({ region: 'eu-west-1', clientIds: { app: 'app-id' } });
    expect(outputs).not.toHaveProperty('cognitoEndpoint');
  });

  test('is said to be missing, with what to do', () => {
    expect(() => readOutputs(join(folder, 'none.json'))).toThrow('Start the product in another terminal: npm start');
    expect(() => readOutputs(write('{'))).toThrow('Start the product');
    expect(() => readOutputs(write({ ApiUrl: 'x' }))).toThrow('does not say UserPoolId');
  });
});
