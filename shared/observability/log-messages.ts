/**
 * Every message the functions log, with a code to search and alarm on. What is logged beside it are public ids,
 * numbers and codes: no token, no origin_jti, no device secret, no e-mail address (ASVS 16.2.5).
 */
export const logMessages = {
  RSO_REQUEST: 'request answered',
  RSO_INTERNAL_ERROR: 'unexpected error, answered as internal-error',
  RSO_UNAVAILABLE: 'the store could not be asked in time, so the request was refused',
  RSO_LAST_SEEN_NOT_NOTED: 'last seen could not be noted; the request went on',
  RSO_RECEIPT_NOT_NOTED: 'a signed-out device was refused, but its receipt could not be noted; its next request will',
  RSO_EXPIRY_NOT_NOTED: 'an expired session was refused, but its end could not be noted yet',
  RSO_OWNER_EMAIL_UNKNOWN: "the owner's e-mail could not be read; the registration went on without it",
  RSO_ACCOUNT_SETTLED: 'the devices of an account-wide sign-out were brought up to date',
  RSO_SESSION_EXPIRED: 'the end of a session was recorded',
  RSO_RECORD_FAILED: 'a stream record could not be processed; it will be retried',
} as const;

export type LogCode = keyof typeof logMessages;
