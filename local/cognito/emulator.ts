import type { Context } from 'cognito-local/lib/services/context.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import type { TargetName } from 'cognito-local/lib/targets/Target.js';
import type { ChallengeStore } from './challenge-store.ts';
import type { SignInStore } from './sign-in-store.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { UserPoolDirectory } from './user-pool-directory.ts';

/** What the operations work on. */
export interface Emulator {
  directory: UserPoolDirectory;
  signIns: SignInStore;
  challenges: ChallengeStore;
  keys: SigningKeys;
  /** What cognito-local's own operations work on: the same directory, in their words. */
  services: Services;
  /** Run one of cognito-local's own operations. */
  stock(operation: TargetName, request: object): Promise<object>;
  /** cognito-local logs through it, secrets included: it keeps silent. */
  context: Context;
  /** Milliseconds. */
  now: () => number;
  issuer(userPoolId: string): string;
  /** Where this server listens, without a slash at the end. */
  endpoint(): string;
}

/** A confirmation code or temporary password that Cognito would have sent. */
export interface SentCode {
  purpose: string;
  userPoolId: string;
  username: string;
  medium: 'EMAIL' | 'SMS';
  destination: string;
  code: string;
}
