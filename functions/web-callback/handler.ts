import { timingSafeEqual } from 'node:crypto';
import { callAsBrowser } from '../../shared/web/call-as-browser.ts';
import { forwardedHeaders } from '../../shared/web/forwarded-headers.ts';
import { knownDevice, withDevice } from '../../shared/web/known-devices.ts';
import type { LiveSessionDeps } from '../../shared/web/live-session.ts';
import { registerBrowser } from '../../shared/web/register-browser.ts';
import { returnPath } from '../../shared/web/return-path.ts';
import { attemptSeconds, readAttempts, writeAttempts } from '../../shared/web/sign-in-attempts.ts';
import type { SignInAttempt } from '../../shared/web/sign-in-attempts.ts';
import { signedInPerson } from '../../shared/web/signed-in-person.ts';
import { startSignIn } from '../../shared/web/start-sign-in.ts';
import type { StartSignInDeps } from '../../shared/web/start-sign-in.ts';
import type { WebAnswer, WebCall, WebDeps } from '../../shared/web/web-call.ts';
import { clearCookie, sessionIdOf, setCookie, webCookies } from '../../shared/web/web-cookies.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { signInProblem } from '../../shared/web/web-problem.ts';
import type { OAuthClient } from '../../shared/domain/web-session/ports.ts';

export interface WebCallbackDeps extends WebDeps, StartSignInDeps, LiveSessionDeps {
  oauth: OAuthClient;
  clientId: string;
  /** How long the refresh tokens of the dashboard's app client live. */
  sessionSeconds: number;
}

/**
 * GET /web/callback: the sign-in page sends the browser back with a code. It counts once, in the browser that set out
 * for it, and makes a new session; what this browser was signed in as before is over.
 */
export const makeHandler = (deps: WebCallbackDeps) =>
  webEndpoint(
    'web-callback',
    deps,
    async (call) => {
      const { state, code, error } = call.event.queryStringParameters ?? {};
      const attempts = readAttempts(call.cookies.get(webCookies.signIn), deps.now());
      const attempt = attempts.find((one) => sameText(one.state, state ?? ''));
      if (!attempt) {
        // The way back again after it was done, by the back button or a reload: the dashboard knows what is true.
        if (sessionIdOf(call) !== undefined) return redirect(`${deps.origin}/`);
        return signInProblem('sign-in-expired', deps.origin);
      }
      const others = attempts.filter((one) => one !== attempt);
      const spent = [
        others.length > 0 ? setCookie('signIn', writeAttempts(others), attemptSeconds) : clearCookie('signIn'),
      ];
      if (code === undefined || error !== undefined) {
        return signInProblem(error === 'access_denied' ? 'access-denied' : 'sign-in-failed', deps.origin, spent);
      }
      return signIn(deps, call, { code, attempt, others, spent });
    },
    (failure) => signInProblem(failure === 'unavailable' ? 'unavailable' : 'sign-in-failed', deps.origin),
  );

const signIn = async (
  deps: WebCallbackDeps,
  call: WebCall,
  back: { code: string; attempt: SignInAttempt; others: SignInAttempt[]; spent: string[] },
): Promise<WebAnswer> => {
  const { sessions, oauth, api, origin, clientId } = deps;
  const { signal, cookies } = call;
  const { attempt, spent } = back;
  const answer = await oauth.exchange(back.code, attempt.verifier, signal);
  if (answer.kind === 'refused') return signInProblem('sign-in-failed', origin, spent);
  const { accessToken, accessTokenEndsAt, refreshToken } = answer.grant;
  const person = signedInPerson(answer.grant, { nonce: attempt.nonce, clientId });
  if (!person || refreshToken === undefined) return signInProblem('sign-in-failed', origin, spent);

  const headers = forwardedHeaders(call.event);
  const { accountId } = person;
  const device = knownDevice(cookies.get(webCookies.device), accountId);
  const id = deps.random();
  const endsAt = person.authTime + deps.sessionSeconds;
  // Before the registration: a session that is registered is never without its tokens.
  await sessions.put(id, { accountId, endsAt, version: 0, accessToken, accessTokenEndsAt, refreshToken });
  const registration = { accessToken, refreshToken, device, headers, signal };
  const outcome = await registerBrowser(api, registration).catch(async (error: unknown) => {
    await sessions.remove(id);
    throw error;
  });
  if (outcome.kind === 'refused') {
    await sessions.remove(id);
    // Nobody is to have a token that nobody will use. It is not registered, and so refused everywhere as it is.
    await oauth.revoke(refreshToken, signal).catch(() => undefined);
    // Signed in at the sign-in page from before the sign-out: that does not count, and the password is asked for.
    if (outcome.problem === 'reauthentication-required' && !attempt.again) {
      return startSignIn(deps, { again: true, returnTo: attempt.returnTo }, back.others);
    }
    return signInProblem(outcome.problem, origin, spent);
  }
  await endPrevious(deps, call, device && outcome.device === device ? accountId : undefined);
  return {
    ...redirect(new URL(returnPath(attempt.returnTo, origin), origin).href),
    cookies: [
      ...spent,
      setCookie('session', id, endsAt - deps.now().getTime() / 1000),
      ...(outcome.device
        ? [setCookie('device', withDevice(cookies.get(webCookies.device), accountId, outcome.device), Infinity)]
        : []),
    ],
  };
};

/**
 * Whoever was signed in here before is not any more. On the same account and device the registration has replaced the
 * session; elsewhere it is signed out, or it would live on with nobody to use it or to end it. The new sign-in does not
 * hang on that.
 */
const endPrevious = async (deps: WebCallbackDeps, call: WebCall, replacedOn: string | undefined): Promise<void> => {
  const id = sessionIdOf(call);
  const previous = id === undefined ? undefined : await deps.sessions.read(id);
  if (id === undefined || !previous) return;
  if (previous.accountId !== replacedOn) {
    const headers = forwardedHeaders(call.event);
    const request = { id, browserHeaders: headers, headers, path: '/v1/sessions/current', signal: call.signal };
    try {
      await callAsBrowser(deps, { ...request, method: 'DELETE' });
    } catch (error) {
      deps.log.warn('RSO_PREVIOUS_SESSION_NOT_ENDED', { requestId: call.event.requestContext.requestId }, error);
    }
  }
  await deps.sessions.remove(id);
};

const redirect = (location: string): WebAnswer => ({ status: 302, headers: { location } });

const sameText = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};
