import type { ApiAnswer } from '../domain/web-session/ports.ts';

const endings = ['session-revoked', 'session-expired', 'session-not-registered'] as const;

/**
 * Whether an answer of the API says that the session has come to its end. `token-refused` is the gateway's own refusal,
 * or that of a function in its place: it says nothing of the session.
 */
export type SessionEnding = (typeof endings)[number] | 'token-refused' | 'none';

export const endingOf = ({ status, body }: ApiAnswer): SessionEnding => {
  if (status !== 401) return 'none';
  const code = codeOf(body);
  if (code === undefined || code === 'invalid-token') return 'token-refused';
  return endings.find((ending) => ending === code) ?? 'none';
};

/** The `code` of a problem. */
export const codeOf = (body: string): string | undefined => {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
};
