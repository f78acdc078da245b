import { createHmac } from 'node:crypto';
import { InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors.js';
import type { Emulator } from './emulator.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { challengeLifetimeSeconds, type SignInStep } from './sign-in-step.ts';
import { requiredParameter } from './request-shape.ts';
import { makeSrpServerKey, srpSignatureMatches, toBigInt } from './srp.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { StoredUser, UserPool } from './user-pool.ts';

interface SrpStart {
  client: UserPoolClient;
  pool: UserPool;
  /** As it was typed. */
  username: string;
  user: StoredUser | null;
}

/** Answer the client's `A` with PASSWORD_VERIFIER; for a user that does not exist too, with what looks the same. */
export function openSrpChallenge(emulator: Emulator, start: SrpStart, srpA: string): SignInStep {
  if (!/^[0-9a-f]{1,800}$/i.test(srpA) || /^0+$/.test(srpA)) throw new InvalidParameterError('Invalid SRP_A');
  const { client, pool } = start;
  const { userId, salt, verifier } = srpRecord(emulator, start);
  const serverKey = makeSrpServerKey(verifier);
  const secretBlock = emulator.challenges.open(
    {
      kind: 'srp',
      userPoolId: pool.options.Id,
      clientId: client.ClientId,
      username: userId,
      verifier,
      serverKey,
      clientPublicValue: toBigInt(srpA),
    },
    challengeLifetimeSeconds(client),
  );
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: serverKey.publicValue.toString(16),
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}

/** Check the client's proof of the password. Each secret block is good for one try. */
export async function answerSrpChallenge(
  emulator: Emulator,
  { client, pool }: { client: UserPoolClient; pool: UserPool },
  responses: Record<string, string>,
): Promise<SignInStep> {
  const secretBlock = requiredParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = Buffer.from(requiredParameter(responses, 'PASSWORD_CLAIM_SIGNATURE'), 'base64');
  const timestamp = requiredParameter(responses, 'TIMESTAMP');
  const challenge = emulator.challenges.find(secretBlock);
  emulator.challenges.close(secretBlock);
  if (challenge?.kind !== 'srp' || challenge.clientId !== client.ClientId) {
    throw new NotAuthorizedError('Incorrect username or password.');
  }
  const proof = { ...challenge, secretBlock: Buffer.from(secretBlock, 'base64'), timestamp };
  const proven = srpSignatureMatches(pool.srpIdentity(challenge.username), proof, signature);
  const user = await pool.getUserByUsername(emulator.context, challenge.username);
  if (!proven || user === null) throw new NotAuthorizedError('Incorrect username or password.');
  return continueSignIn(emulator, { client, pool, user });
}

function srpRecord(
  emulator: Emulator,
  { pool, username, user }: SrpStart,
): { userId: string; salt: string; verifier: string } {
  if (user?.SrpVerifier !== undefined) return { userId: user.Username, ...user.SrpVerifier };
  // Asked again, the same made-up answer comes again, as it would for a user who exists.
  const made = (what: string) =>
    createHmac('sha256', emulator.keys.pepper).update(`${pool.options.Id} ${username} ${what}`).digest('hex');
  const uuid = made('id').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  const userId = (pool.options.UsernameAttributes ?? []).length > 0 ? uuid : username;
  return { userId, salt: toBigInt(made('salt').slice(0, 32)).toString(16), verifier: made('verifier') };
}
