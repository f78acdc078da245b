import type { Trouble } from './answer.ts';
import { codeOf } from './code-of.ts';
import { offline } from './offline.ts';

const throttled = new Set(['TooManyRequestsException', 'ThrottlingException', 'LimitExceededException']);

/** What Cognito's SDK threw, told apart by what a client can do about it. */
export const cognitoFailure = (
  error: unknown,
  host: string,
): { kind: 'refused'; detail: string; wrongPassword: boolean } | Trouble => {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (throttled.has(name) || status === 429) return { kind: 'trouble', why: 'rate-limited', detail: message };
  if (status !== undefined && status >= 500) return { kind: 'trouble', why: 'unavailable', detail: message };
  if (status !== undefined || !isNetworkError(error)) {
    return { kind: 'refused', detail: message, wrongPassword: name === 'NotAuthorizedException' };
  }
  return offline(error, host);
};

/** The SDK's own errors carry a status; what the socket threw carries a code; what we threw carries neither. */
const isNetworkError = (error: unknown): boolean =>
  codeOf(error) !== undefined || (error as Error).name === 'TimeoutError';
