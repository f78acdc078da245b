import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { cognitoTokenVerifier } from '../../shared/adapters/cognito/token-verifier.ts';
import { dynamoDbAccountStore } from '../../shared/adapters/dynamodb/account-store.ts';
import { dynamoDbConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import type { AccountStore, RateLimiter, World } from '../../shared/domain/ports.ts';
import type { ClientSettings } from '../../shared/domain/session/register-session.ts';
import type { ApiEvent } from '../../shared/http/call.ts';
import type { Log } from '../../shared/observability/logger.ts';
import { checkAnswer } from './check-answer.ts';
import { startTestEngine } from './engine.ts';
import { handlerFactories } from './handler-factories.ts';
import { recordedLog } from './recorded-log.ts';
import { startTokenIssuer } from './token-issuer.ts';

/** The header value by which a test's request has come through CloudFront, and its SHA-256. */
export const edgeKey = 'test-edge';
const edgeKeySha256 = '821f679237af30b1c460738d4ad8eb5f6119520a899e93e231baa42a7a3af994';

export interface Answered {
  status: number;
  headers: Record<string, string>;
  // A test reads whatever the contract promises.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  /** The body as it was sent. */
  text: string;
}

export interface Ask {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** In the place of `body`: sent as it is. */
  raw?: { body: string; isBase64Encoded?: boolean };
  headers?: Record<string, string>;
}

/** What the gateway says of a service that has signed its request. */
const service = { accountId: '111122223333', userArn: 'arn:aws:sts::111122223333:assumed-role/shop/session' };

const jsonOf = ({ body, raw }: Ask): string | undefined =>
  raw ? raw.body : body === undefined ? undefined : JSON.stringify(body);

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;
export type TestOwner = ReturnType<TestApi['owner']>;
export type TestDevice = Awaited<ReturnType<TestOwner['signIn']>>;

/**
 * Every handler of the API in this process, on a real DynamoDB engine, with a clock that a test can move. Tokens are
 * the claims that the gateway would pass on. Every answer is held to the contract.
 */
export const startTestApi = async (
  options: {
    wrapStore?: (store: AccountStore) => AccountStore;
    log?: (recorded: Log) => Log;
    pause?: World['pause'];
    /** Without counting calls, which costs a race a write for each. */
    unlimited?: boolean;
  } = {},
) => {
  const engine = await startTestEngine();
  const pool = await startTokenIssuer();
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const realStore = dynamoDbAccountStore(engine.client, {
    tables: engine.tables,
    retention: { activityDays: 90, signedOutDeviceDays: 400 },
    now,
  });
  const world: World = {
    ...systemWorld(),
    now,
    store: options.wrapStore?.(realStore) ?? realStore,
    ...(options.pause && { pause: options.pause }),
  };
  const recorded = recordedLog();
  const log = options.log?.(recorded) ?? recorded;
  const clients: Record<string, ClientSettings> = {
    'demo-client': { service: 'Demo app', sessionSeconds: 30 * 86_400, sharedSessionSeconds: 3600 },
    'console-client': { service: 'Console', sessionSeconds: 30 * 86_400, sharedSessionSeconds: 3600, deviceLimit: 2 },
  };
  /** By the token that is asked with; null where there is none. What is not here is not known. */
  const emails = new Map<string, string | null>();
  const limits = { registration: 10_000, 'sign-out': 10_000, connection: 10_000 };
  const limiter = (action: keyof typeof limits): RateLimiter => ({
    take: async (accountId) => {
      if (options.unlimited) return { allowed: true, isLast: false };
      return dynamoDbRateLimiter(engine.client, {
        table: engine.tables.sessions,
        action,
        allowance: limits[action],
        now,
      }).take(accountId);
    },
  });
  const connections = dynamoDbConnectionStore(engine.client, { table: engine.tables.sessions, now });
  const handlers = handlerFactories({
    world,
    log,
    edgeKeySha256,
    clients,
    owners: { readEmail: async (token) => emails.get(token) },
    tokens: cognitoTokenVerifier({
      userPoolId: pool.userPoolId,
      clientIds: Object.keys(clients),
      jwksUri: pool.jwksUri,
      now,
    }),
    limiter,
    connections,
    stepUpMaxAge: 900,
    checkInAfter: 60,
    timeZone: 'Europe/Berlin',
  });

  /** The access token that has these claims: signed by the pool, and good for 15 minutes where they do not say. */
  const accessToken = (claims: Record<string, string>): string => {
    const seconds = new Set(['auth_time', 'iat', 'exp']);
    const given = Object.entries(claims).map(([name, value]) => [name, seconds.has(name) ? Number(value) : value]);
    return pool.sign({ iss: pool.issuer, exp: Math.floor(now().getTime() / 1000) + 900, ...Object.fromEntries(given) });
  };

  /** A service asks for the token of these claims, if for nothing else. */
  const formOf = (claims: Record<string, string>, { body, raw }: Ask): string => {
    const fields = { token: accessToken(claims), ...(body as Record<string, string> | undefined) };
    return raw ? raw.body : new URLSearchParams(fields).toString();
  };

  const callAs = async (claims: Record<string, string>, name: RouteName, ask: Ask = {}): Promise<Answered> => {
    const route: Route = routes[name];
    const event = {
      version: '2.0',
      routeKey: `${route.method} ${route.path}`,
      rawPath: route.path,
      rawQueryString: '',
      headers: {
        authorization:
          route.access === 'signed-out-session' ? `Bearer ${accessToken(claims)}` : 'Bearer test-access-token',
        'user-agent': 'test',
        ...(ask.body !== undefined && { 'content-type': 'application/json' }),
        ...(route.consumes === 'form' && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...ask.headers,
      },
      requestContext: {
        requestId: randomUUID(),
        authorizer: route.access === 'service' ? { iam: service } : { jwt: { claims, scopes: [] } },
      },
      ...(ask.params && { pathParameters: ask.params }),
      ...(ask.query && { queryStringParameters: ask.query }),
      body: route.consumes === 'form' ? formOf(claims, ask) : jsonOf(ask),
      isBase64Encoded: ask.raw?.isBase64Encoded ?? false,
    };
    const answer = await handlers[name](event as unknown as ApiEvent, {} as Context);
    const answered = {
      status: answer.statusCode ?? 0,
      headers: answer.headers as Record<string, string>,
      text: answer.body ?? '',
      body: answer.body === undefined ? undefined : JSON.parse(answer.body),
    };
    checkAnswer(name, answered, [claims['origin_jti'] || claims['jti'] || 'none']);
    return answered;
  };

  const owner = (accountId: string = randomUUID()) => {
    /** The claims of an access token of a fresh sign-in, or of one that happened `ago` seconds ago. */
    const claims = (given: { ago?: number; clientId?: string } = {}): Record<string, string> => {
      const authTime = String(Math.floor(now().getTime() / 1000) - (given.ago ?? 0));
      return {
        token_use: 'access',
        sub: accountId,
        client_id: given.clientId ?? 'demo-client',
        origin_jti: randomUUID(),
        jti: randomUUID(),
        auth_time: authTime,
        iat: authTime,
        username: accountId,
        scope: 'aws.cognito.signin.user.admin',
      };
    };
    /** Signs in and registers; fails the test where that is refused. */
    const signIn = async (
      body: Record<string, unknown> = {},
      given: { ago?: number; clientId?: string; headers?: Record<string, string> } = {},
    ) => {
      const token = claims(given);
      const answer = await callAs(token, 'register-session', { body, headers: given.headers ?? {} });
      if (answer.status !== 201) throw new Error(`registration answered ${answer.status} ${answer.body?.code}`);
      return {
        token,
        deviceId: String(answer.body.device.id),
        sessionId: String(answer.body.session.id),
        deviceSecret: String(answer.body.deviceSecret),
        registered: answer.body,
        call: (name: RouteName, ask?: Ask) => callAs(token, name, ask),
      };
    };
    return { accountId, claims, signIn };
  };

  return {
    engine,
    world,
    store: realStore,
    connections,
    log: recorded,
    emails,
    limits,
    handlers,
    callAs,
    pool,
    accessToken,
    owner,
    clock: { now, advance: (seconds: number) => void (offset += seconds * 1000) },
    close: async () => {
      pool.close();
      await engine.close();
    },
  };
};
