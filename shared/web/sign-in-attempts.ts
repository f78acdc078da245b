/** A sign-in that a browser has set out for. What proves that it comes back is in its own cookie only. */
export interface SignInAttempt {
  /** Comes back with the code, and proves that this browser asked for it. */
  state: string;
  /** Comes back in the ID token, and proves that the token was made for this attempt. */
  nonce: string;
  /** The PKCE verifier (RFC 7636), which the code is worth nothing without. */
  verifier: string;
  /** In whole seconds since 1970. */
  startedAt: number;
  /** Whether the owner was to authenticate again. */
  again: boolean;
  returnTo: string;
}

export const attemptSeconds = 600;

/** Sign-ins in several tabs at a time; an older one is dropped, and the cookie stays small. */
const attemptsMax = 3;

/** The newest first; what is not as we wrote it, or too old, is left out. */
export const readAttempts = (cookie: string | undefined, now: Date): SignInAttempt[] =>
  (cookie ?? '')
    .split('~', attemptsMax)
    .map(readAttempt)
    .filter((attempt) => attempt !== undefined)
    .filter(({ startedAt }) => startedAt > now.getTime() / 1000 - attemptSeconds);

export const writeAttempts = (attempts: readonly SignInAttempt[]): string =>
  attempts
    .slice(0, attemptsMax)
    .map(({ state, nonce, verifier, startedAt, again, returnTo }) =>
      [state, nonce, verifier, startedAt, again ? 1 : 0, Buffer.from(returnTo).toString('base64url')].join('.'),
    )
    .join('~');

const written = /^([\w-]{43})\.([\w-]{43})\.([\w-]{43})\.(\d{10})\.([01])\.([\w-]{0,700})$/;

const readAttempt = (text: string): SignInAttempt | undefined => {
  const [, state, nonce, verifier, startedAt, again, returnTo] = written.exec(text) ?? [];
  if (state === undefined || nonce === undefined || verifier === undefined || returnTo === undefined) return undefined;
  return {
    state,
    nonce,
    verifier,
    startedAt: Number(startedAt),
    again: again === '1',
    returnTo: Buffer.from(returnTo, 'base64url').toString(),
  };
};
