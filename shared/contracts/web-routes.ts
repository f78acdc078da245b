/**
 * The routes of the dashboard's own back end, beside the API's. No gateway authorizer stands before them: the browser
 * holds no token, but a cookie that the functions know.
 *
 * `when` says where a route is: `always`, or only `without-edge`, where no CloudFront serves the dashboard's files.
 */
export interface WebRoute {
  method: 'GET' | 'POST' | 'ANY';
  /** As API Gateway writes them; a function may have more than one. */
  paths: readonly `/${string}`[];
  summary: string;
  when: 'always' | 'without-edge';
}

export const webRoutes = {
  'web-sign-in': {
    method: 'GET',
    paths: ['/web/sign-in'],
    summary: "Go to the user pool's sign-in page, and come back to `returnTo`; with `again=1` even if signed in",
    when: 'always',
  },
  'web-callback': {
    method: 'GET',
    paths: ['/web/callback'],
    summary: 'Where the sign-in page sends the browser back to: register the sign-in, and keep its tokens here',
    when: 'always',
  },
  'web-sign-out': {
    method: 'POST',
    paths: ['/web/sign-out'],
    summary: 'Sign this browser out',
    when: 'always',
  },
  'web-api': {
    method: 'ANY',
    paths: ['/web/api/{proxy+}'],
    summary: 'The API, called with the session of the cookie: /web/api/v1/… is /v1/…',
    when: 'always',
  },
  'web-page': {
    method: 'GET',
    paths: ['/', '/{proxy+}'],
    summary: "The dashboard's files",
    when: 'without-edge',
  },
} as const satisfies Record<string, WebRoute>;

export type WebRouteName = keyof typeof webRoutes;

/** Every call of the dashboard's script carries it: no form and no other site can send it without being asked first. */
export const requestedWith = { name: 'x-requested-with', value: 'remote-sign-out' } as const;

/** Problems that the dashboard's back end answers of its own, as the API answers its own: RFC 9457. */
export const webProblems = {
  'session-ended': {
    status: 401,
    title: 'You are not signed in here any more.',
    help: 'Sign in again at /web/sign-in.',
  },
  'cross-site-request': {
    status: 403,
    title: 'This call did not come from the dashboard.',
    help: `Calls carry the header ${requestedWith.name}: ${requestedWith.value}, and come from the dashboard's own origin.`,
  },
  'bad-gateway': {
    status: 502,
    title: 'What stands behind this page answered something that makes no sense.',
    help: 'It was recorded. Try again.',
  },
} as const;

export type WebProblemCode = keyof typeof webProblems;

/** Why a sign-in did not work, as the page is told in `?problem=…`. */
export const signInProblems = [
  /** The sign-in page was left by its own way out, or refused. */
  'access-denied',
  /** The way back came too late, twice, or to a browser that had not set out. Signing in anew helps. */
  'sign-in-expired',
  /** The user pool did not stand by the code it gave. Signing in anew helps. */
  'sign-in-failed',
  /** Even a fresh authentication did not count: it was in the same second as a sign-out. Signing in anew helps. */
  'reauthentication-required',
  'device-limit-reached',
  'rate-limited',
  'unavailable',
] as const;

export type SignInProblem = (typeof signInProblems)[number];
