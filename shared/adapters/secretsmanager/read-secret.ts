import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The text of a secret: of one version of it, or the current one. */
export const secretReader =
  (client: Pick<SecretsManagerClient, 'send'>) =>
  async (arn: string, versionId: string | undefined): Promise<string> => {
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: arn, ...(versionId !== undefined && { VersionId: versionId }) }),
    );
    return SecretString ?? '';
  };
