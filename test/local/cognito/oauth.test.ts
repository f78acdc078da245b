import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { AdminUserGlobalSignOutCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const CALLBACK = 'http://localhost:3000/callback';
const VERIFIER = 'a-verifier-of-forty-three-characters-or-more';
const tokens = z.object({
  access_token: z.string(),
  id_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_in: z.number(),
});

function authorization(changes: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    client_id: 'web',
    redirect_uri: CALLBACK,
    response_type: 'code',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'the-state',
    ...changes,
  });
}

const post = (path: string, form: Record<string, string> | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${fixture.cognito.endpoint}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  });
const authorize = (parameters: URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${fixture.cognito.endpoint}/oauth2/authorize?${parameters.toString()}`, { headers, redirect: 'manual' });

function signInAtPage(changes: Record<string, string> = {}) {
  return post('/oauth2/authorize', authorization({ username: EMAIL, password: PASSWORD, ...changes }));
}

function codeOf(response: Response): string {
  const location = new URL(response.headers.get('location') ?? '');
  expect(location.searchParams.get('state')).toBe('the-state');
  return location.searchParams.get('code') ?? '';
}

const exchange = (code: string, changes: Record<string, string> = {}) =>
  post('/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: 'web',
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    code,
    ...changes,
  });

test('the form, the code and its PKCE verifier give tokens with the same claims', async () => {
  const page = await authorize(authorization());
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('name="password"');
  const response = await exchange(codeOf(await signInAtPage({ scope: 'openid email', nonce: 'the-nonce' })));
  const { access_token, id_token, refresh_token, expires_in } = tokens.parse(await response.json());
  expect(expires_in).toBe(300);
  const [access, id] = [claimsOf(access_token), claimsOf(id_token)];
  expect(access).toMatchObject({ sub: fixture.sub, client_id: 'web', scope: 'openid email', token_use: 'access' });
  expect(id).toMatchObject({ origin_jti: access['origin_jti'], nonce: 'the-nonce', aud: 'web' });
  const form = { grant_type: 'refresh_token', client_id: 'web', refresh_token: refresh_token ?? '' };
  const refreshed = tokens.parse(await (await post('/oauth2/token', form)).json());
  expect(claimsOf(refreshed.access_token)).toMatchObject({
    origin_jti: access['origin_jti'],
    auth_time: access['auth_time'],
  });
});

test('a code is good once, for its client, its address and its verifier', async () => {
  const refused = { error: 'invalid_grant' };
  const code = codeOf(await signInAtPage());
  expect((await exchange(code)).status).toBe(200);
  expect(await (await exchange(code)).json()).toMatchObject(refused);
  const wrongs = [{ code_verifier: 'another' }, { redirect_uri: 'http://localhost:3000/' }, { client_id: 'app' }];
  for (const wrong of wrongs) {
    // oxlint-disable-next-line no-await-in-loop
    const response = await exchange(codeOf(await signInAtPage()), wrong);
    // oxlint-disable-next-line no-await-in-loop
    expect(await response.json()).toMatchObject(refused);
  }
});

test('the page refuses a wrong password, and an address that is not registered', async () => {
  const wrong = await signInAtPage({ password: 'Wrong-horse-1' });
  expect(wrong.status).toBe(200);
  expect(await wrong.text()).toContain('Incorrect username or password.');
  expect((await authorize(authorization({ redirect_uri: 'http://evil.example' }))).status).toBe(400);
  const location = (await authorize(authorization({ scope: 'made-up' }))).headers.get('location');
  expect(location).toContain('error=invalid_scope');
});

test('the page keeps what was typed but the password, and says what was wrong where it is heard', async () => {
  const text = await (await signInAtPage({ username: 'x"<b>', password: 'Wrong-horse-1', prompt: 'login' })).text();
  expect(text).toContain('value="x&#34;&#60;b&#62;"');
  expect(text).not.toContain('Wrong-horse-1');
  expect(text).toContain('role="alert">Incorrect username or password.');
  expect(text).toContain('aria-invalid="true" aria-describedby="problem"');
  expect(text).toContain('<h1>Sign in again</h1>');
});

test('the page runs nothing, and loads nothing but its own style, which its policy names', async () => {
  const page = await authorize(authorization());
  const policy = page.headers.get('content-security-policy') ?? '';
  const style = /<style>([^]*)<\/style>/.exec(await page.text())?.[1] ?? '';
  expect(style.length).toBeGreaterThan(100);
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src|unsafe|\*/);
});

test('who asks without being known is told on a page, and sent nowhere', async () => {
  for (const wrong of [{ client_id: 'unknown' }, { redirect_uri: 'http://evil.example/' }]) {
    const page = await authorize(authorization(wrong));
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect(await page.text()).toContain('This sign-in cannot go on');
  }
});

test('the page takes nothing for markup', async () => {
  const page = await authorize(authorization({ state: '"><script>alert(1)</script>' }));
  const text = await page.text();
  expect(text).not.toContain('<script');
  expect(text).toContain('&#60;script');
});

test("the page's cookie outlives a sign-out, its tokens say when the password was given, and /logout ends it", async () => {
  const signedIn = await signInAtPage({ scope: 'openid aws.cognito.signin.user.admin' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const first = tokens.parse(await (await exchange(codeOf(signedIn))).json());
  await fixture.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: POOL, Username: EMAIL }));
  await expect(fixture.sdk.send(new GetUserCommand({ AccessToken: first.access_token }))).rejects.toThrow('revoked');
  fixture.pass(600);
  const again = await authorize(authorization(), { cookie });
  expect(again.status).toBe(302);
  const second = tokens.parse(await (await exchange(codeOf(again))).json());
  expect(claimsOf(second.access_token)['auth_time']).toBe(claimsOf(first.access_token)['auth_time']);
  expect(claimsOf(second.access_token)['origin_jti']).not.toBe(claimsOf(first.access_token)['origin_jti']);
  const out = `${fixture.cognito.endpoint}/logout?client_id=web&logout_uri=${encodeURIComponent('http://localhost:3000/')}`;
  expect((await fetch(out, { headers: { cookie }, redirect: 'manual' })).headers.get('location')).toBe(
    'http://localhost:3000/',
  );
  expect((await authorize(authorization(), { cookie })).status).toBe(200);
});

test('/oauth2/revoke ends the sign-in, and /oauth2/userInfo refuses its token from then on', async () => {
  const response = await exchange(codeOf(await signInAtPage({ scope: 'openid email' })));
  const { access_token, refresh_token = '' } = tokens.parse(await response.json());
  const userInfo = () =>
    fetch(`${fixture.cognito.endpoint}/oauth2/userInfo`, { headers: { authorization: `Bearer ${access_token}` } });
  expect(await (await userInfo()).json()).toMatchObject({ sub: fixture.sub, email: EMAIL, email_verified: 'true' });
  expect((await post('/oauth2/revoke', { token: access_token, client_id: 'web' })).status).toBe(400);
  expect((await post('/oauth2/revoke', { token: refresh_token, client_id: 'other' })).status).toBe(400);
  expect((await userInfo()).status).toBe(200);
  expect((await post('/oauth2/revoke', { token: refresh_token, client_id: 'web' })).status).toBe(200);
  expect((await userInfo()).status).toBe(401);
  expect((await post('/oauth2/revoke', { token: refresh_token, client_id: 'web' })).status).toBe(200);
});
