import { InvalidParameterError } from 'cognito-local/lib/errors.js';
import type { UserPoolClient } from './user-pool-directory.ts';

const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** Throws InvalidParameterException, in Cognito's words, when the client does not allow the flow. */
export function assertFlowEnabled(client: UserPoolClient, flow: string): void {
  const allowed = client.ExplicitAuthFlows ?? DEFAULT_FLOWS;
  // The names without ALLOW_ are those of before 2019.
  const names = flow === 'ADMIN_USER_PASSWORD_AUTH' ? ['ADMIN_NO_SRP_AUTH', flow] : [flow];
  const enabled = names.some((name) => allowed.includes(name) || allowed.includes(`ALLOW_${name}`));
  const rotates = flow === 'REFRESH_TOKEN_AUTH' && client.RefreshTokenRotation?.Feature === 'ENABLED';
  if (enabled && !rotates) return;
  if (flow === 'USER_SRP_AUTH') throw new InvalidParameterError('USER_SRP_AUTH is not enabled for the client.');
  if (flow === 'ADMIN_USER_PASSWORD_AUTH') throw new InvalidParameterError('Auth flow not enabled for this client');
  throw new InvalidParameterError(`${flow} flow not enabled for this client`);
}
