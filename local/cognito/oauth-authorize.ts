import type { Emulator } from './emulator.ts';
import type { PageRequest } from './http-server.ts';
import { passesSecondFactor } from './mfa-challenge.ts';
import type { BrowserSession, Grant, ShortMemory } from './oauth-memory.ts';
import { jsonReply, type Reply } from './reply.ts';
import { authorizationProblemPage, signInPage } from './sign-in-page.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { UserPool } from './user-pool.ts';

/** What the sign-in page remembers. */
export interface OAuthMemory {
  grants: ShortMemory<Grant>;
  browsers: ShortMemory<BrowserSession>;
}

interface Authorization {
  client: UserPoolClient;
  pool: UserPool;
  redirectUri: string;
  codeChallenge: string;
  scope: string;
  parameters: URLSearchParams;
}

const CARRIED = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'code_challenge',
  'code_challenge_method',
  'scope',
  'state',
  'nonce',
  'prompt',
]);
const COOKIE = 'cognito';
const COOKIE_SECONDS = 3600;

/**
 * `/oauth2/authorize`: show the form, or go on at once for a browser that signed in within the hour. As at Cognito, no
 * sign-out of tokens takes that cookie away, and its tokens say when the password was really given.
 */
export async function authorizePage(emulator: Emulator, memory: OAuthMemory, request: PageRequest): Promise<Reply> {
  const authorization = await readAuthorization(emulator, request.method === 'POST' ? request.form : request.query);
  if ('status' in authorization) return authorization;
  if (request.method === 'POST') return signInWithForm(emulator, memory, authorization, request.form);
  const browser = memory.browsers.get(cookieOf(request) ?? '');
  const user =
    browser?.userPoolId === authorization.pool.options.Id && request.query.get('prompt') !== 'login'
      ? await authorization.pool.getUserByUsername(emulator.context, browser.username)
      : null;
  if (browser === undefined || user?.Enabled !== true) return signInPage({ carried: authorization.parameters });
  return redirectWithCode(memory, authorization, browser);
}

/** `/logout`: forget the browser, and go where the client says. */
export async function logoutPage(emulator: Emulator, memory: OAuthMemory, request: PageRequest): Promise<Reply> {
  const client = await emulator.directory.getAppClient(emulator.context, request.query.get('client_id') ?? '');
  const target = request.query.get('logout_uri') ?? '';
  if (client === null) return oauthError('invalid_request', 'Unknown client_id');
  if (client.LogoutURLs?.includes(target) !== true)
    return oauthError('invalid_request', 'logout_uri is not registered');
  memory.browsers.take(cookieOf(request) ?? '');
  return { status: 302, headers: { location: target, 'set-cookie': cookie('', 0) }, body: '' };
}

/** The error of an OAuth endpoint (RFC 6749, 5.2). */
export function oauthError(error: string, description: string, status = 400): Reply {
  return jsonReply(status, { error, error_description: description });
}

async function readAuthorization(emulator: Emulator, from: URLSearchParams): Promise<Authorization | Reply> {
  const client = await emulator.directory.getAppClient(emulator.context, from.get('client_id') ?? '');
  const redirectUri = from.get('redirect_uri') ?? '';
  // Neither of these two may be told by a redirect: there is nowhere yet that can be trusted.
  if (client === null) return authorizationProblemPage('The app that asks is not known here (client_id).');
  if (client.CallbackURLs?.includes(redirectUri) !== true) {
    return authorizationProblemPage('The way back to the app is not one it has registered (redirect_uri).');
  }
  const allowed = client.AllowedOAuthScopes ?? [];
  const asked = from.get('scope')?.split(' ').filter(Boolean) ?? [];
  const scopes = asked.length > 0 ? asked : allowed;
  const problem = problemOf(
    client,
    from,
    scopes.every((scope) => allowed.includes(scope)),
  );
  if (problem !== undefined) return redirect(redirectUri, { error: problem, state: from.get('state') });
  return {
    client,
    pool: await emulator.directory.getUserPool(emulator.context, client.UserPoolId),
    redirectUri,
    codeChallenge: from.get('code_challenge') ?? '',
    scope: scopes.join(' '),
    parameters: new URLSearchParams([...from].filter(([name]) => CARRIED.has(name))),
  };
}

function problemOf(client: UserPoolClient, from: URLSearchParams, scopesAllowed: boolean): string | undefined {
  if (client.AllowedOAuthFlowsUserPoolClient !== true || client.AllowedOAuthFlows?.includes('code') !== true) {
    return 'unauthorized_client';
  }
  if (from.get('response_type') !== 'code') return 'unsupported_response_type';
  if (!scopesAllowed) return 'invalid_scope';
  const proofGiven = from.get('code_challenge_method') === 'S256' && (from.get('code_challenge') ?? '') !== '';
  return proofGiven ? undefined : 'invalid_request';
}

async function signInWithForm(
  emulator: Emulator,
  memory: OAuthMemory,
  authorization: Authorization,
  form: URLSearchParams,
): Promise<Reply> {
  const { client, pool } = authorization;
  const username = form.get('username') ?? '';
  const refused = (problem: string) => signInPage({ carried: authorization.parameters, problem, username });
  const user = await pool.getUserByUsername(emulator.context, username);
  const right = pool.passwordMatches(user, form.get('password') ?? '');
  if (!right || user?.Enabled !== true || user.UserStatus !== 'CONFIRMED') {
    return refused('Incorrect username or password.');
  }
  if (!passesSecondFactor({ client, pool, user }, form.get('mfa_code') ?? '')) {
    return refused('Incorrect code.');
  }
  const authTime = Math.floor(emulator.now() / 1000);
  const browser = { userPoolId: pool.options.Id, username: user.Username, authTime };
  const reply = redirectWithCode(memory, authorization, browser);
  return {
    ...reply,
    headers: { ...reply.headers, 'set-cookie': cookie(memory.browsers.put(browser), COOKIE_SECONDS) },
  };
}

function redirectWithCode(memory: OAuthMemory, authorization: Authorization, browser: BrowserSession): Reply {
  const { client, redirectUri, codeChallenge, scope, parameters } = authorization;
  const nonce = parameters.get('nonce') ?? undefined;
  const code = memory.grants.put({ ...browser, clientId: client.ClientId, redirectUri, codeChallenge, scope, nonce });
  return redirect(redirectUri, { code, state: parameters.get('state') });
}

function redirect(uri: string, parameters: Record<string, string | null>): Reply {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href }, body: '' };
}

function cookie(value: string, seconds: number): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}

function cookieOf({ headers }: PageRequest): string | undefined {
  const pairs = headers.cookie?.split(/; */) ?? [];
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}
