import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { ApiClient } from './make-api-client.ts';
import { expectStatus } from './make-api-client.ts';
import type { System } from './start-system.ts';

/** A sign-in that has not been registered yet. */
export interface SignIn {
  username: string;
  accountId: string;
  /** The token's `origin_jti`. */
  key: string;
  token: string;
  refreshToken: string;
}

/** A device that is signed in. */
export interface SignedIn extends SignIn {
  deviceId: string;
  sessionId: string;
}

export interface People {
  /** New accounts; says their names. */
  create(count: number): Promise<string[]>;
  signIn(username: string): Promise<SignIn>;
  register(signIn: SignIn): Promise<SignedIn>;
  close(): void;
}

const password = 'Bench-Passw0rd-1';
let created = 0;

/** People who sign in at the emulator and register their devices over HTTP. */
export function makePeople(system: System, api: ApiClient): People {
  const cognito = new CognitoIdentityProviderClient({
    endpoint: system.endpoints.cognito,
    region: system.outputs['Region'] ?? 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  return {
    async create(count) {
      const users = Array.from({ length: count }, () => ({ username: `person-${created++}@bench.example`, password }));
      await system.putUsers(users);
      return users.map(({ username }) => username);
    },

    async signIn(username) {
      const { AuthenticationResult: tokens } = await cognito.send(
        new InitiateAuthCommand({
          ClientId: system.outputs['AppClientId'],
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: password },
        }),
      );
      const { AccessToken: token = '', RefreshToken: refreshToken = '' } = tokens ?? {};
      const claims: { sub: string; origin_jti: string } = JSON.parse(
        Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
      );
      return { username, accountId: claims.sub, key: claims.origin_jti, token, refreshToken };
    },

    async register(signIn) {
      const { token, refreshToken } = signIn;
      const { text } = expectStatus(await api.call({ route: 'register-session', token, body: { refreshToken } }), 201);
      const { session, device }: { session: { id: string }; device: { id: string } } = JSON.parse(text);
      return { ...signIn, deviceId: device.id, sessionId: session.id };
    },

    close: () => cognito.destroy(),
  };
}
