import { createHash } from 'node:crypto';
import type { OAuthClient } from '../domain/web-session/ports.ts';
import { attemptSeconds, writeAttempts } from './sign-in-attempts.ts';
import type { SignInAttempt } from './sign-in-attempts.ts';
import type { WebAnswer } from './web-call.ts';
import { setCookie } from './web-cookies.ts';

export interface StartSignInDeps {
  now: () => Date;
  /** 256 random bits, base64url. */
  random: () => string;
  oauth: Pick<OAuthClient, 'authorizationUrl'>;
}

/** Sends the browser to the sign-in page, with what proves that it comes back in its cookie. */
export const startSignIn = (
  { now, random, oauth }: StartSignInDeps,
  { again, returnTo }: Pick<SignInAttempt, 'again' | 'returnTo'>,
  others: readonly SignInAttempt[],
): WebAnswer => {
  const startedAt = Math.floor(now().getTime() / 1000);
  const attempt = { state: random(), nonce: random(), verifier: random(), startedAt, again, returnTo };
  const challenge = createHash('sha256').update(attempt.verifier).digest('base64url');
  return {
    status: 302,
    headers: { location: oauth.authorizationUrl({ state: attempt.state, nonce: attempt.nonce, challenge, again }) },
    cookies: [setCookie('signIn', writeAttempts([attempt, ...others]), attemptSeconds)],
  };
};
