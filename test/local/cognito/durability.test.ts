import { afterEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  GetUserCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { sdkFor, startFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

let child: ChildProcess | undefined;
let stateFolder = '';
afterEach(() => {
  child?.kill('SIGKILL');
  if (stateFolder !== '') rmSync(stateFolder, { recursive: true });
  stateFolder = '';
});

/** Start one in a process of its own, which can be killed. */
async function startProcess(): Promise<CognitoIdentityProviderClient> {
  const script = new URL('cognito-process.ts', import.meta.url).pathname;
  child = spawn(process.execPath, [script, stateFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('no output to read');
  const [endpoint] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return sdkFor({ endpoint: endpoint.trim() });
}

async function killProcess(): Promise<void> {
  const dead = once(child ?? process, 'exit');
  child?.kill('SIGKILL');
  await dead;
}

async function signIn(sdk: CognitoIdentityProviderClient) {
  const AuthParameters = { USERNAME: EMAIL, PASSWORD };
  const request = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'app', AuthParameters } as const;
  const { AuthenticationResult } = await sdk.send(new InitiateAuthCommand(request));
  return { AccessToken: AuthenticationResult?.AccessToken, RefreshToken: AuthenticationResult?.RefreshToken ?? '' };
}

function refresh(sdk: CognitoIdentityProviderClient, token: string) {
  const AuthParameters = { REFRESH_TOKEN: token };
  const request = { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: 'app', AuthParameters } as const;
  return sdk.send(new InitiateAuthCommand(request));
}

test('a user, the tokens and the revocations that were answered survive kill -9', async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'cognito-'));
  const before = await startProcess();
  const [kept, revoked] = [await signIn(before), await signIn(before)];
  await before.send(new RevokeTokenCommand({ ClientId: 'app', Token: revoked.RefreshToken }));
  await killProcess();

  const after = await startProcess();
  const { Username } = await after.send(new GetUserCommand({ AccessToken: kept.AccessToken }));
  expect(Username).toMatch(/^[0-9a-f-]{36}$/);
  expect((await refresh(after, kept.RefreshToken)).AuthenticationResult).toHaveProperty('AccessToken');
  expect(await signIn(after)).toHaveProperty('AccessToken');
  await expect(after.send(new GetUserCommand({ AccessToken: revoked.AccessToken }))).rejects.toMatchObject({
    message: 'Access Token has been revoked',
  });
  await expect(refresh(after, revoked.RefreshToken)).rejects.toMatchObject({
    message: 'Refresh Token has been revoked',
  });
});

test('kill -9 at any moment leaves a store that starts again', async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'cognito-'));
  for (let round = 0; round < 3; round += 1) {
    /* oxlint-disable no-await-in-loop -- each round begins where the last one was killed */
    const sdk = await startProcess();
    const busy = Array.from({ length: 20 }, () => signIn(sdk));
    await Promise.race(busy);
    await killProcess();
    await Promise.allSettled(busy);
    /* oxlint-enable no-await-in-loop */
  }
  expect(await signIn(await startProcess())).toHaveProperty('AccessToken');
});

test('it prints nothing', async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'cognito-'));
  const sdk = await startProcess();
  const printed: string[] = [];
  child?.stdout?.on('data', (text: string) => printed.push(text));
  await signIn(sdk);
  await expect(sdk.send(new GetUserCommand({ AccessToken: 'nonsense' }))).rejects.toThrow('Invalid');
  const closed = once(child ?? process, 'exit');
  child?.kill('SIGTERM');
  await closed;
  expect(printed).toEqual([]);
});

test('what no token can need any more is pruned at the next start', async () => {
  const fixture = await startFixture();
  const count = () => {
    const database = new DatabaseSync(join(fixture.stateFolder, 'cognito.sqlite'), { readOnly: true });
    const rows = database
      .prepare('SELECT (SELECT count(*) FROM sign_ins) AS signIns, (SELECT count(*) FROM refresh_tokens) AS tokens')
      .get();
    database.close();
    return { ...rows };
  };
  await fixture.signIn();
  expect(count()).toEqual({ signIns: 1, tokens: 1 });
  fixture.pass(2 * 60 * 60 + 1);
  await fixture.prune();
  expect(count()).toEqual({ signIns: 1, tokens: 1 });
  fixture.pass(24 * 60 * 60);
  await fixture.prune();
  expect(count()).toEqual({ signIns: 0, tokens: 0 });
  await fixture.stop();
});

test('declaring the pool and its clients again leaves users and sign-ins as they are', async () => {
  const fixture = await startFixture();
  const { AccessToken, RefreshToken } = await fixture.signIn();
  await fixture.cognito.putUserPool({ id: POOL, name: 'accounts', properties: { UsernameAttributes: ['email'] } });
  expect((await fixture.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe(fixture.sub);
  await refresh(fixture.sdk, RefreshToken);
  await fixture.stop();
});
