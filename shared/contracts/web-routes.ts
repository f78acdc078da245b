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
  'web-get-review': {
    method: 'GET',
    paths: ['/web/review'],
    summary: 'The review that the link of an e-mail leads to; the link comes in the header `authorization`',
    when: 'always',
  },
  'web-finish-review': {
    method: 'POST',
    paths: ['/web/review'],
    summary: 'Finish that review',
    when: 'always',
  },
  'web-unsubscribe': {
    method: 'ANY',
    paths: ['/web/unsubscribe'],
    summary: 'Turn reminders off by the link of an e-mail: GET leads to a page that asks, POST does it (RFC 8058)',
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
  'link-invalid': {
    status: 404,
    title: 'This link leads nowhere.',
    help: 'It may have been cut off. Open it from the e-mail once more, or sign in to see your devices.',
  },
  'link-expired': {
    status: 410,
    title: 'This link is too old.',
    help: 'Use the link of the latest e-mail, or sign in to see your devices.',
  },
  'review-finished': {
    status: 409,
    title: 'This review has been finished.',
    help: 'A link is good for one review. Sign in to see your devices.',
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

/** The scheme by which a page shows the link of an e-mail: `Authorization: Review-Link <token>`. */
export const reviewLinkScheme = 'Review-Link';
