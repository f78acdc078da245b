import { confirmSignOutRoute } from '../../shared/contracts/session-routes.ts';
import type { TokenVerifier } from '../../shared/domain/ports.ts';
import { recordReceipt } from '../../shared/domain/sign-out/record-receipt.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { verifiedEndpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/http/problem.ts';

/**
 * POST /v1/sessions/current/confirm-sign-out: a signed-out device says that it has cleared its data.
 *
 * Its token may have expired. A device that was away for longer than that cannot get another one, for its refresh token
 * is revoked: this is how it learns what has happened, and how its owner learns that it has.
 */
export const makeHandler = (deps: EndpointDeps & { tokens: TokenVerifier }) =>
  verifiedEndpoint(confirmSignOutRoute, deps, async ({ principal: { accountId, key } }) => {
    const outcome = await recordReceipt(deps.world, { accountId, key, step: 'confirmedAt' });
    switch (outcome.kind) {
      case 'signed-out':
        return { status: 204 };
      case 'live':
        throw new Problem('session-active');
      case 'expired':
        throw new Problem('session-expired');
      case 'not-registered':
        throw new Problem('session-not-registered');
    }
  });
