import { returnPath } from '../../shared/web/return-path.ts';
import { readAttempts } from '../../shared/web/sign-in-attempts.ts';
import { startSignIn } from '../../shared/web/start-sign-in.ts';
import type { StartSignInDeps } from '../../shared/web/start-sign-in.ts';
import type { WebDeps } from '../../shared/web/web-call.ts';
import { webCookies } from '../../shared/web/web-cookies.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';

/** GET /web/sign-in: off to the sign-in page; with `again=1` the owner authenticates even if signed in there. */
export const makeHandler = (deps: WebDeps & StartSignInDeps) =>
  webEndpoint('web-sign-in', deps, ({ event, cookies }) => {
    const { returnTo, again } = event.queryStringParameters ?? {};
    const others = readAttempts(cookies.get(webCookies.signIn), deps.now());
    return startSignIn(deps, { again: again === '1', returnTo: returnPath(returnTo, deps.origin) }, others);
  });
