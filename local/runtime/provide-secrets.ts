import {
  CreateSecretCommand,
  DescribeSecretCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { makeSecretValue } from '../secrets/make-secret-value.ts';
import type { SecretSpec } from '../template/stack.ts';
import type { AwsSettings } from './aws-settings.ts';

/**
 * Make the secrets of the stack in another Secrets Manager than our own, those that are missing by name.
 *
 * @returns their ARNs there, by logical id
 */
export async function provideSecrets(
  endpoint: string,
  aws: AwsSettings,
  secrets: readonly SecretSpec[],
): Promise<Map<string, string>> {
  const client = new SecretsManagerClient({ ...aws, endpoint });
  const arns = new Map<string, string>();
  try {
    for (const secret of secrets) {
      const arn = (await findSecret(client, secret.name)) ?? (await createSecret(client, secret));
      arns.set(secret.logicalId, arn);
    }
  } finally {
    client.destroy();
  }
  return arns;
}

async function findSecret(client: SecretsManagerClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeSecretCommand({ SecretId: name }))).ARN;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function createSecret(client: SecretsManagerClient, secret: SecretSpec): Promise<string> {
  const command = new CreateSecretCommand({ Name: secret.name, SecretString: makeSecretValue(secret) });
  return (await client.send(command)).ARN ?? '';
}
