import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type AuthenticationResultType,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import type { SentCode } from '../../../local/cognito/emulator.ts';
import { declare, EMAIL, PASSWORD, POOL } from './declared-accounts.ts';
import { startCognito, type LocalCognito } from '../../../local/cognito/start-cognito.ts';

/** A running Cognito with one pool, one user and these clients: `app` allows every flow, the others differ as named. */
export interface CognitoFixture {
  cognito: LocalCognito;
  sdk: CognitoIdentityProviderClient;
  stateFolder: string;
  sub: string;
  codes: SentCode[];
  /** Move the clock ahead. */
  pass(seconds: number): void;
  signIn(clientId?: string): Promise<{ AccessToken: string; IdToken: string; RefreshToken: string }>;
  initiate(
    flow: AuthFlowType,
    parameters: Record<string, string>,
    clientId?: string,
  ): Promise<AuthenticationResultType>;
  /** Start a second one over the same state for a moment: each start prunes. */
  prune(): Promise<void>;
  stop(): Promise<void>;
}

/** Start one in a folder of its own. */
export async function startFixture(pool: Record<string, unknown> = {}): Promise<CognitoFixture> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'cognito-'));
  let ahead = 0;
  const codes: SentCode[] = [];
  const options = { stateFolder, port: 0, region: 'us-east-1', now: () => Date.now() + ahead * 1000 };
  const cognito = await startCognito({ ...options, onCode: (sent) => codes.push(sent) });
  await declare(cognito, pool);
  const { sub } = await cognito.putUser({ userPoolId: POOL, username: EMAIL, email: EMAIL, password: PASSWORD });
  const sdk = sdkFor(cognito);
  const initiate: CognitoFixture['initiate'] = async (AuthFlow, AuthParameters, ClientId = 'app') => {
    const answer = await sdk.send(new InitiateAuthCommand({ AuthFlow, AuthParameters, ClientId }));
    return answer.AuthenticationResult ?? {};
  };
  return {
    cognito,
    sdk,
    stateFolder,
    sub,
    codes,
    pass: (seconds) => void (ahead += seconds),
    initiate,
    signIn: async (clientId = 'app') => {
      const parameters = { USERNAME: EMAIL, PASSWORD };
      const {
        AccessToken = '',
        IdToken = '',
        RefreshToken = '',
      } = await initiate('USER_PASSWORD_AUTH', parameters, clientId);
      return { AccessToken, IdToken, RefreshToken };
    },
    prune: async () => (await startCognito(options)).close(),
    stop: async () => {
      sdk.destroy();
      await cognito.close();
      rmSync(stateFolder, { recursive: true });
    },
  };
}

/** The real SDK, pointed at it. */
export function sdkFor({ endpoint }: { endpoint: string }): CognitoIdentityProviderClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

/** The claims of a token, not checked. */
export function claimsOf(token: string | undefined): Record<string, unknown> {
  return z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()));
}
