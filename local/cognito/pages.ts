import type { Emulator } from './emulator.ts';
import type { PageRequest } from './http-server.ts';
import { authorizePage, logoutPage, type OAuthMemory } from './oauth-authorize.ts';
import { makeShortMemory } from './oauth-memory.ts';
import { revokeEndpoint, tokenEndpoint, userInfoEndpoint } from './oauth-token.ts';
import { jsonReply, type Reply } from './reply.ts';
import { publicKeySet } from './signing-keys.ts';

const CODE_SECONDS = 300;
const BROWSER_SECONDS = 3600;

/** Everything that Cognito serves beside its API: keys, discovery, the sign-in page and the OAuth endpoints. */
export function makePages(emulator: Emulator): (request: PageRequest) => Promise<Reply | undefined> {
  const memory: OAuthMemory = {
    grants: makeShortMemory(CODE_SECONDS, emulator.now),
    browsers: makeShortMemory(BROWSER_SECONDS, emulator.now),
  };
  const pages: Record<string, (request: PageRequest) => Reply | Promise<Reply>> = {
    'GET /health': () => jsonReply(200, { ok: true }),
    'GET /logout': (request) => logoutPage(emulator, memory, request),
    'GET /oauth2/authorize': (request) => authorizePage(emulator, memory, request),
    'POST /oauth2/authorize': (request) => authorizePage(emulator, memory, request),
    'POST /oauth2/token': (request) => tokenEndpoint(emulator, memory, request),
    'POST /oauth2/revoke': (request) => revokeEndpoint(emulator, request),
    'GET /oauth2/userInfo': (request) => userInfoEndpoint(emulator, request),
    'POST /oauth2/userInfo': (request) => userInfoEndpoint(emulator, request),
  };
  return async (request) => {
    const route = `${request.method} ${request.path}`;
    return Object.hasOwn(pages, route) ? pages[route]?.(request) : wellKnownPage(emulator, request);
  };
}

async function wellKnownPage(emulator: Emulator, { method, path }: PageRequest): Promise<Reply | undefined> {
  const [, poolId = '', name] = /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(path) ?? [];
  if (method !== 'GET' || name === undefined) return undefined;
  await emulator.directory.getUserPool(emulator.context, poolId);
  if (name === 'jwks.json') return jsonReply(200, publicKeySet(emulator.keys));
  const issuer = emulator.issuer(poolId);
  const endpoint = emulator.endpoint();
  return jsonReply(200, {
    issuer,
    jwks_uri: `${endpoint}/${poolId}/.well-known/jwks.json`,
    authorization_endpoint: `${endpoint}/oauth2/authorize`,
    token_endpoint: `${endpoint}/oauth2/token`,
    revocation_endpoint: `${endpoint}/oauth2/revoke`,
    userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
    end_session_endpoint: `${endpoint}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  });
}
