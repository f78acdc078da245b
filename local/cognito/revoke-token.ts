import { CognitoError } from 'cognito-local/lib/errors.js';
import { assertClientSecret } from './client-secret.ts';
import type { Emulator } from './emulator.ts';

/**
 * End a sign-in by its refresh token: RevokeToken and `/oauth2/revoke`. A token that is unknown or was revoked before
 * makes no difference. Throws UnauthorizedException for another client's token, UnsupportedTokenTypeException for an
 * access or ID token, UnsupportedOperationException when revocation is off.
 */
export async function revokeToken(
  emulator: Emulator,
  { clientId, clientSecret, token }: { clientId: string; clientSecret: string | undefined; token: string },
): Promise<void> {
  const { client } = await emulator.directory.findClient(emulator.context, clientId);
  assertClientSecret(client, clientSecret);
  if (client.EnableTokenRevocation === false) {
    throw new CognitoError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
  }
  if (token.split('.').length === 3) throw new CognitoError('UnsupportedTokenTypeException', 'Unsupported token type.');
  const found = emulator.signIns.findByRefreshToken(token);
  if (found === undefined) return;
  if (found.signIn.clientId !== client.ClientId) {
    throw new CognitoError('UnauthorizedException', 'The token was not issued to this client.');
  }
  emulator.signIns.revoke(found.signIn.originJti, Math.floor(emulator.now() / 1000));
}
