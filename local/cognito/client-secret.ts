import { createHmac, timingSafeEqual } from 'node:crypto';
import { NotAuthorizedError } from 'cognito-local/lib/errors.js';
import type { UserPoolClient } from './user-pool-directory.ts';

/** Throws NotAuthorizedException unless the SECRET_HASH of a client that has a secret is right for this username. */
export function assertSecretHash(client: UserPoolClient, username: string, secretHash: string | undefined): void {
  if (client.ClientSecret === undefined) return;
  if (secretHash === undefined) {
    throw new NotAuthorizedError(
      `Client ${client.ClientId} is configured with secret but SECRET_HASH was not received`,
    );
  }
  const expected = createHmac('sha256', client.ClientSecret).update(`${username}${client.ClientId}`).digest('base64');
  if (!equal(expected, secretHash)) {
    throw new NotAuthorizedError(`Unable to verify secret hash for client ${client.ClientId}`);
  }
}

/** Throws NotAuthorizedException unless a client that has a secret shows it. */
export function assertClientSecret(client: UserPoolClient, secret: string | undefined): void {
  if (client.ClientSecret !== undefined && !equal(client.ClientSecret, secret ?? '')) {
    throw new NotAuthorizedError(`Unable to verify secret for client ${client.ClientId}`);
  }
}

function equal(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right.padEnd(left.length)));
}
