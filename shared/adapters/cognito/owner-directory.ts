import type { OwnerDirectory } from '../../domain/ports.ts';

/**
 * Reads the owner's e-mail by `GetUser` with the owner's own token: the call needs no IAM right and no signature, so
 * that a plain HTTPS request serves, at a hundredth of the SDK client's size. A registration does not fail for want
 * of an e-mail: whatever goes wrong is reported, and the next registration asks again.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 */
export const cognitoOwnerDirectory = ({
  endpoint,
  onFailure,
}: {
  endpoint: string;
  onFailure: (reason: string) => void;
}): OwnerDirectory => ({
  async readEmail(accessToken) {
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
        },
        body: JSON.stringify({ AccessToken: accessToken }),
        signal: AbortSignal.timeout(2000),
      });
      if (!response.ok) {
        onFailure(`GetUser answered ${response.status}`);
        return undefined;
      }
      return verifiedEmail(await response.json());
    } catch (error) {
      onFailure(error instanceof Error ? error.name : 'unknown');
      return undefined;
    }
  },
});

/** A client may not be allowed to read an attribute: what it is not shown says nothing. */
const verifiedEmail = (user: unknown): string | null | undefined => {
  const attributes = (user as { UserAttributes?: { Name: string; Value: string }[] }).UserAttributes ?? [];
  const value = (name: string) => attributes.find((attribute) => attribute.Name === name)?.Value;
  if (value('email_verified') === 'true') return value('email');
  return value('email_verified') === 'false' ? null : undefined;
};
