import { problems } from '../contracts/problems.ts';
import type { ProblemCode } from '../contracts/problems.ts';
import type { Receipt } from '../contracts/resources.ts';

export interface ProblemMembers {
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  signOut?: Receipt;
  devices?: unknown[];
  max_age?: number;
}

/** A request that is refused. Thrown inside the HTTP layer only; problemResponses turns it into the answer. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly members: ProblemMembers;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, members: ProblemMembers = {}, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.members = members;
    this.headers = headers;
  }
}

/** The `WWW-Authenticate` challenge that tells a client why its token does not do (RFC 6750, RFC 9470). */
const challenge = (code: ProblemCode, { max_age: maxAge }: ProblemMembers): Record<string, string> => {
  if (problems[code].status !== 401) return {};
  const description = problems[code].title;
  return {
    'www-authenticate':
      maxAge === undefined
        ? `Bearer error="invalid_token", error_description="${description}"`
        : `Bearer error="insufficient_user_authentication", error_description="${description}", max_age="${maxAge}"`,
  };
};

export const problemResponse = ({ code, members, headers }: Problem) => {
  const { status, title, help } = problems[code];
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...challenge(code, members),
      ...headers,
    },
    body: JSON.stringify({
      type: `urn:remote-sign-out:problem:${code}`,
      title,
      status,
      code,
      detail: help,
      ...members,
    }),
  };
};
