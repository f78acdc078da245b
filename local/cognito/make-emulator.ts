import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { DefaultConfig } from 'cognito-local/lib/server/config.js';
import type { Context } from 'cognito-local/lib/services/context.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import { Targets } from 'cognito-local/lib/targets/targets.js';
import { makeChallengeStore } from './challenge-store.ts';
import type { Emulator, SentCode } from './emulator.ts';
import { openSignInStore } from './sign-in-store.ts';
import type { SigningKeys } from './signing-keys.ts';
import { openUserPoolDirectory, type UserPoolDirectory } from './user-pool-directory.ts';

interface EmulatorParts {
  database: DatabaseSync;
  keys: SigningKeys;
  region: string;
  now: () => number;
  endpoint: () => string;
  onCode: (sent: SentCode) => void;
}

/** Put our parts and cognito-local's together. */
export function makeEmulator({ database, keys, region, now, endpoint, onCode }: EmulatorParts): Emulator {
  const context: Context = { logger: silentLogger() };
  const directory = openUserPoolDirectory(database, region, { get: () => new Date(now()) });
  const services = makeServices(directory, now, onCode);
  return {
    directory,
    signIns: openSignInStore(database),
    challenges: makeChallengeStore(now),
    keys,
    services,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each takes a request of its own; see request-shape
    stock: (operation, request) => Targets[operation](services)(context, request as never),
    context,
    now,
    issuer: (userPoolId) => `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
    endpoint,
  };
}

function makeServices(directory: UserPoolDirectory, now: () => number, onCode: (sent: SentCode) => void): Services {
  return {
    clock: { get: () => new Date(now()) },
    cognito: directory,
    config: { ...DefaultConfig, UserPoolDefaults: {} },
    messages: {
      deliver: async (_context, purpose, _clientId, userPoolId, user, code, _metadata, details) =>
        onCode({
          purpose,
          userPoolId,
          username: user.Username,
          medium: details.DeliveryMedium,
          destination: details.Destination,
          code,
        }),
    },
    otp: () => randomInt(1_000_000).toString().padStart(6, '0'),
    tokenGenerator: { generate: () => Promise.reject(new Error('every operation that makes tokens is ours')) },
    triggers: {
      enabled: () => false,
      customMessage: noTrigger,
      customEmailSender: noTrigger,
      postAuthentication: noTrigger,
      postConfirmation: noTrigger,
      preSignUp: noTrigger,
      preTokenGeneration: noTrigger,
      userMigration: noTrigger,
    },
  };
}

function noTrigger(): Promise<never> {
  return Promise.reject(new Error('Lambda triggers are not emulated'));
}

function silentLogger(): Context['logger'] {
  const logger: Context['logger'] = { child: () => logger, debug: quiet, error: quiet, info: quiet, warn: quiet };
  return logger;
}

function quiet(): void {}
