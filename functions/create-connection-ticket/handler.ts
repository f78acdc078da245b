import { createConnectionTicketRoute } from '../../shared/contracts/session-routes.ts';
import { createTicket } from '../../shared/domain/connection/open-connection.ts';
import type { ConnectionStore } from '../../shared/domain/connection/ports.ts';
import type { RateLimiter } from '../../shared/domain/ports.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { takeAllowance } from '../../shared/http/take-allowance.ts';

export interface CreateConnectionTicketDeps extends EndpointDeps {
  connections: ConnectionStore;
  limiter: RateLimiter;
  /** Of the WebSocket API: `wss://…/<stage>`. */
  connectionsUrl: string;
}

/**
 * POST /v1/sessions/current/connection: a one-time ticket for an open connection. It stands in the address because a
 * browser can send no header as it opens one; it is good for 30 seconds and one attempt (ASVS 14.2.1).
 */
export const makeHandler = (deps: CreateConnectionTicketDeps) =>
  guardedEndpoint(createConnectionTicketRoute, deps, async ({ principal, session }) => {
    await takeAllowance(deps.limiter, principal);
    const { ticket, expiresAt } = await createTicket({ ...deps.world, connections: deps.connections }, session);
    return { status: 201, body: { url: `${deps.connectionsUrl}?ticket=${ticket}`, expiresAt } };
  });
