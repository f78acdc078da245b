import type { IntrospectionResource } from '../../shared/contracts/resources.ts';
import { introspectRoute } from '../../shared/contracts/service-routes.ts';
import type { TokenVerifier } from '../../shared/domain/ports.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { serviceEndpoint } from '../../shared/http/endpoint.ts';
import { introspectToken } from '../../shared/http/introspect-token.ts';
import type { TokenStanding } from '../../shared/http/introspect-token.ts';

export interface IntrospectDeps extends EndpointDeps {
  tokens: TokenVerifier;
}

/** POST /v1/introspect: what an access token is worth at this moment (RFC 7662). Why it is worth nothing is logged. */
export const makeHandler = ({ tokens, ...deps }: IntrospectDeps) => {
  const { store, now } = deps.world;
  return serviceEndpoint(introspectRoute, deps, async ({ body }) => {
    const found = await introspectToken({ tokens, store, now }, body.token);
    return {
      status: 200,
      about: {
        sessionId: found.session?.id,
        deviceId: found.session?.deviceId,
        ...(!found.active && { problem: found.reason }),
      },
      body: found.active ? describe(found) : ({ active: false } satisfies IntrospectionResource),
    };
  });
};

/** Of the token, what RFC 7662 has a name for; its jti and origin_jti stay here. */
const describe = ({ claims, principal, session }: TokenStanding & { active: true }): IntrospectionResource => {
  const { scope, username, aud } = claims;
  return {
    active: true,
    ...(typeof scope === 'string' && { scope }),
    client_id: principal.clientId,
    ...(typeof username === 'string' && { username }),
    token_type: 'Bearer',
    exp: Math.floor(Math.min(Number(claims['exp']), session.endsAt)),
    iat: principal.issuedAt,
    sub: principal.accountId,
    ...(isAudience(aud) && { aud }),
    iss: String(claims['iss']),
    auth_time: principal.authTime,
    session_id: session.id,
    device_id: session.deviceId,
  };
};

const isAudience = (aud: unknown): aud is string | string[] => typeof aud === 'string' || Array.isArray(aud);
