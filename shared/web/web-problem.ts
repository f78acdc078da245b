import { problems } from '../contracts/problems.ts';
import type { ProblemCode } from '../contracts/problems.ts';
import { webProblems } from '../contracts/web-routes.ts';
import type { SignInProblem, WebProblemCode } from '../contracts/web-routes.ts';
import type { WebAnswer } from './web-call.ts';

const known: Record<ProblemCode | WebProblemCode, { status: number; title: string; help: string }> = {
  ...problems,
  ...webProblems,
};

/** A problem for the dashboard's script, in the shape of the API's. */
export const webProblem = (code: ProblemCode | WebProblemCode, cookies: string[] = []): WebAnswer => {
  const { status, title, help } = known[code];
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...(status === 503 && { 'retry-after': '1' }) },
    cookies,
    body: JSON.stringify({ type: `urn:remote-sign-out:problem:${code}`, title, status, code, detail: help }),
    problem: code,
  };
};

/** A problem for a browser on its way to a page: the page itself says what it is. */
export const signInProblem = (code: SignInProblem, origin: string, cookies: string[] = []): WebAnswer => ({
  status: 302,
  headers: { location: `${origin}/?problem=${code}` },
  cookies,
  problem: code,
});
