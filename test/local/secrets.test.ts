import { afterEach, expect, test } from '@jest/globals';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  InternalServiceError,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { provideSecrets } from '../../local/runtime/provide-secrets.ts';
import { freePorts, type Ports } from '../../local/runtime/parts.ts';
import { startSecrets } from '../../local/secrets/start-secrets.ts';
import { call } from './fixture/call.ts';
import { type MessagingFixture, sdk, startMessagingFixture } from './fixture/messaging.ts';
import { reviewBuild } from './fixture/reviews.ts';

let run: MessagingFixture;
let clients: SecretsManagerClient[] = [];
afterEach(async () => {
  for (const client of clients) client.destroy();
  clients = [];
  await run.close();
});

const start = async (): Promise<void> => {
  run = await startMessagingFixture({}, { build: reviewBuild('/tmp') });
};
const clientOf = (endpoint: string): SecretsManagerClient => {
  const client = new SecretsManagerClient({ ...sdk(endpoint), maxAttempts: 1 });
  clients.push(client);
  return client;
};
const secrets = (): SecretsManagerClient => clientOf(run.fixture.local.outputs['SecretsEndpoint'] ?? '');
const key = (): string => run.fixture.local.outputs['KeyArn'] ?? '';

test('a secret has a value as the template wants it, the same by name and by ARN, now and after a restart', async () => {
  await start();
  const { SecretString, ...found } = await secrets().send(new GetSecretValueCommand({ SecretId: key() }));
  expect(SecretString).toMatch(/^[a-zA-Z0-9]{64}$/);
  expect(found).toMatchObject({ ARN: key(), Name: 'fixture-Key', VersionStages: ['AWSCURRENT'] });
  await run.fixture.restart();
  const after = await secrets().send(new GetSecretValueCommand({ SecretId: 'fixture-Key' }));
  expect(after.SecretString).toBe(SecretString);
  expect(after.VersionId).toBe(found.VersionId);
});

test('its value is in nobody else’s hands: not in its description, and in a file for this user alone', async () => {
  await start();
  const description = await secrets().send(new DescribeSecretCommand({ SecretId: key() }));
  expect(description).toMatchObject({ ARN: key(), Name: 'fixture-Key' });
  expect(description).not.toHaveProperty('SecretString');
  expect(statSync(join(run.fixture.folder, 'state', 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('two runs have two values', async () => {
  await start();
  const { SecretString } = await secrets().send(new GetSecretValueCommand({ SecretId: key() }));
  await run.close();
  await start();
  const other = await secrets().send(new GetSecretValueCommand({ SecretId: key() }));
  expect(other.SecretString).not.toBe(SecretString);
});

test('what is not there, not known or not signed is refused', async () => {
  await start();
  const missing = secrets().send(new GetSecretValueCommand({ SecretId: 'another' }));
  await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
  const unknown = secrets().send(new CreateSecretCommand({ Name: 'new', SecretString: 'x' }));
  await expect(unknown).rejects.toThrow('knows GetSecretValue and DescribeSecret of Secrets Manager, not CreateSecret');
  const unsigned = await call(run.fixture.local.outputs['SecretsEndpoint'] ?? '', { method: 'POST', body: '{}' });
  expect([unsigned.status, unsigned.text.includes('Missing Authentication Token')]).toEqual([400, true]);
});

test('when Secrets Manager is to fail, it gives nothing away', async () => {
  await start();
  run.fixture.local.faults.set('secrets', { status: 500 });
  const refused = secrets().send(new GetSecretValueCommand({ SecretId: key() }));
  await expect(refused).rejects.toBeInstanceOf(InternalServiceError);
  run.fixture.local.faults.set('secrets', undefined);
  await secrets().send(new GetSecretValueCommand({ SecretId: key() }));
});

test('in another Secrets Manager, what is there already is used under the name that it has there', async () => {
  await start();
  const ports: Ports = await freePorts();
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:fixture-Key-Ab12Cd';
  const spec = { logicalId: 'Key', name: 'fixture-Key', arn, generate: { length: 8, characters: 'ab' } };
  const stateFolder = join(run.fixture.folder, 'state');
  const other = await startSecrets({ stateFolder, port: ports.secrets, secrets: [spec] });
  try {
    const aws = sdk(other.endpoint);
    expect(await provideSecrets(other.endpoint, aws, [spec])).toEqual(new Map([['Key', arn]]));
  } finally {
    await other.close();
  }
});
