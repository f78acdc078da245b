/**
 * Every message the functions log, with a code to search and alarm on. What is logged beside it are public ids,
 * numbers and codes: no token, no origin_jti, no device secret, no e-mail address (ASVS 16.2.5).
 */
export const logMessages = {
  RSO_REQUEST: 'request answered',
  RSO_REQUEST_NOT_AUTHORIZED: "a request to another team's API was refused: its token does not count",
  RSO_INTERNAL_ERROR: 'unexpected error, answered as internal-error',
  RSO_UNAVAILABLE: 'the store, or the keys of the user pool, could not be asked in time, so the request was refused',
  RSO_LAST_SEEN_NOT_NOTED: 'last seen could not be noted; the request went on',
  RSO_RECEIPT_NOT_NOTED: 'a signed-out device was refused, but its receipt could not be noted; its next request will',
  RSO_EXPIRY_NOT_NOTED: 'an expired session was refused, but its end could not be noted yet',
  RSO_OWNER_EMAIL_UNKNOWN: "the owner's e-mail could not be read; the registration went on without it",
  RSO_ACCOUNT_SETTLED: 'the devices of an account-wide sign-out were brought up to date',
  RSO_SESSION_EXPIRED: 'the end of a session was recorded',
  RSO_PREVIOUS_SESSION_NOT_ENDED: 'what a browser was signed in as before could not be signed out; the sign-in went on',
  RSO_RECORD_FAILED: 'a stream record could not be processed; it will be retried',
  RSO_EVENTS_PUBLISHED: 'security events went to the topic',
  RSO_EVENTS_NOT_TAKEN: 'the topic did not take security events; they will be sent again',
  RSO_MESSAGE_UNKNOWN: 'a message of the queue is none that this code knows; it goes to the dead letters',
  RSO_MESSAGE_FAILED: 'a message of the queue could not be handled; it will be retried',
  RSO_MESSAGE_NOT_POSTPONED: 'a failed message comes again when the time of the queue is over, and not earlier',
  RSO_TOKENS_REVOKED: 'the refresh tokens of ended sessions were revoked at Cognito',
  RSO_DEVICE_PUSHED: 'a hint to check in was pushed to a device',
  RSO_CONNECTIONS_TOLD: 'the end of a session was sent over its open connections',
  RSO_CONNECTION_OPENED: 'a device asked for an open connection',
  RSO_CONNECTION_CLOSED: 'an open connection was closed',
  RSO_ALERT: 'an event that the owner may have to be told of by e-mail',
  RSO_REVIEWS_RUN: 'the daily run of the monthly review began',
  RSO_REVIEWS_PLANNED: 'owners that are due were put into the queue to be asked',
  RSO_REVIEW: 'an owner was due to be asked to review the devices',
  RSO_MAIL_EVENT: 'the mail service told what became of a mail',
} as const;

export type LogCode = keyof typeof logMessages;
