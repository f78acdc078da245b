import type { DeviceId, SessionId } from '../../../shared/contracts/values.ts';
import type { Snapshot } from '../../../shared/domain/ports.ts';
import type { Principal } from '../../../shared/http/principal.ts';

const accountId = '4f1c2f0e-7a51-4a6a-9d0c-0b6f0f5f2a11';
const key = '0c7c2c1e-5f0f-4a52-8f4b-7f0a3f4f9b21';
const clientId = 'fd0ugwjmznb4xsguy24th3jfv4';
const deviceId: DeviceId = 'dev_01m822mw1gdbyh17e7r3qcd319';
const sessionId: SessionId = 'ses_01m822mw1gdbyh17e7r3qcd318';
const dayMs = 86_400_000;

export const stackPrincipal: Principal = { accountId, key, clientId, authTime: 1_795_366_219, issuedAt: 1_795_366_219 };

/** A check-in as the HTTP API hands it to the function, in JSON. */
export const stackEvent = JSON.stringify({
  version: '2.0',
  routeKey: 'POST /v1/sessions/current/check-in',
  rawPath: '/v1/sessions/current/check-in',
  rawQueryString: '',
  headers: {
    authorization: `Bearer ${'x'.repeat(1083)}`,
    'content-length': '0',
    host: 'api.example.com',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'x-forwarded-for': '192.0.2.7',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  },
  requestContext: {
    accountId: '000000000000',
    apiId: '0k5c16mryn',
    authorizer: {
      jwt: {
        claims: {
          auth_time: '1795366219',
          client_id: clientId,
          exp: '1795367119',
          iat: '1795366219',
          iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Local0001',
          jti: '6f1d2a90-13a5-4b5b-9a37-1f3f5f5a2c31',
          origin_jti: key,
          scope: 'aws.cognito.signin.user.admin',
          sub: accountId,
          token_use: 'access',
          username: accountId,
        },
        scopes: null,
      },
    },
    domainName: 'api.example.com',
    domainPrefix: 'api',
    http: {
      method: 'POST',
      path: '/v1/sessions/current/check-in',
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    },
    requestId: 'VcXk2jOHIAMEVJQ=',
    routeKey: 'POST /v1/sessions/current/check-in',
    stage: '$default',
    time: '22/Nov/2026:16:50:19 +0000',
    timeEpoch: 1_795_366_219_000,
  },
  isBase64Encoded: false,
});

/** What the guard's read finds: an account and a session that is live, seen just now. */
export function stackSnapshot(now: Date): Snapshot {
  const at = now.toISOString();
  const endsAt = Math.floor((now.getTime() + 30 * dayMs) / 1000);
  return {
    account: { accountId, version: 3, createdAt: at, email: 'person@bench.example' },
    session: {
      accountId,
      key,
      id: sessionId,
      deviceId,
      version: 1,
      clientId,
      app: { name: 'Demo app' },
      authTime: stackPrincipal.authTime,
      createdAt: at,
      // Ahead, so that a long run does not come to the five minutes after which it is noted again.
      lastSeenAt: new Date(now.getTime() + dayMs).toISOString(),
      endsAt,
      tokensEndAt: endsAt,
      state: 'active',
    },
    device: undefined,
  };
}
