import { recordReceipt } from '../../shared/domain/sign-out/record-receipt.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { openEndpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/http/problem.ts';

/** POST /v1/sessions/current/confirm-sign-out: a signed-out device says that it has cleared its data. */
export const makeHandler = (deps: EndpointDeps) =>
  openEndpoint('confirm-sign-out', deps, async ({ principal: { accountId, key } }) => {
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
