/**
 * The problem catalogue: every error the API answers, as RFC 9457 `application/problem+json`. Clients switch on
 * `code`, which never changes; `title` is the same for every occurrence, `detail` may say more.
 */
export const problems = {
  'invalid-request': {
    status: 400,
    title: 'The request is not as the contract says.',
    help: 'The member `errors` lists each fault with a JSON pointer. Nothing was changed.',
  },
  'invalid-token': {
    status: 401,
    title: 'This token cannot be used here.',
    help: 'Send the access token of an allowed app client. ID tokens are refused.',
  },
  'token-revocation-disabled': {
    status: 403,
    title: 'The app client issues tokens that cannot be tied to a sign-in.',
    help:
      'The token has no origin_jti claim, because token revocation is switched off for its app client. ' +
      'An operator switches it on (EnableTokenRevocation on the user pool client); then sign in again.',
  },
  'session-revoked': {
    status: 401,
    title: 'This session was signed out.',
    help: 'The member `signOut` holds the receipt. Clear the data kept for this account, confirm, and sign in again.',
  },
  'session-expired': {
    status: 401,
    title: 'This session has come to its end.',
    help: 'Sign in again and register.',
  },
  'session-not-registered': {
    status: 401,
    title: 'This sign-in is not registered.',
    help: 'Register it with POST /v1/sessions first.',
  },
  'reauthentication-required': {
    status: 401,
    title: 'The owner must authenticate again.',
    help:
      'This sign-in was authenticated no later than the last sign-out of the device or the account. ' +
      'Prompt for credentials (prompt=login at managed login), then register with the new token.',
  },
  'step-up-required': {
    status: 401,
    title: 'A more recent authentication is needed for this.',
    help: 'Authenticate again, at most `max_age` seconds before the call (RFC 9470), register, and repeat the call.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here.',
    help: 'The answer is the same for what does not exist and for what belongs to someone else.',
  },
  'device-active': {
    status: 409,
    title: 'The device is signed in.',
    help: 'Sign it out before forgetting it.',
  },
  'session-active': {
    status: 409,
    title: 'Nobody asked this session to sign out.',
    help: 'There is nothing to confirm. To sign this session out, use DELETE /v1/sessions/current.',
  },
  'device-limit-reached': {
    status: 409,
    title: 'The service is in use on as many devices as it allows.',
    help: 'The member `devices` lists them. Sign one of them out from a device that is signed in, then sign in again and register.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is larger than any request needs.',
    help: 'A body may have at most 32 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not of the type that this call takes.',
    help: 'Send `Content-Type: application/json`, and for introspection `application/x-www-form-urlencoded`.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many such requests for this account.',
    help: 'Wait as many seconds as `Retry-After` says.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side.',
    help: 'It was recorded. Repeating the request is safe.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot tell right now, so it refuses.',
    help: 'Try again after as many seconds as `Retry-After` says. A session is never accepted unchecked.',
  },
} as const;

export type ProblemCode = keyof typeof problems;
