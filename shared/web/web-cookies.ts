/**
 * The cookies of the dashboard's back end. The prefix `__Host-` makes the browser refuse them from a subdomain, over
 * plain HTTP, or for another path. `Lax`, because the browser comes back from the sign-in page of another site; what
 * changes something is held to same-origin besides.
 */
export const webCookies = {
  session: '__Host-rso-session',
  device: '__Host-rso-device',
  signIn: '__Host-rso-sign-in',
} as const;

export type WebCookie = keyof typeof webCookies;

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** Browsers keep no cookie for longer. */
const secondsMax = 400 * 86_400;

export const setCookie = (cookie: WebCookie, value: string, seconds: number): string =>
  `${webCookies[cookie]}=${value}; Max-Age=${Math.max(0, Math.min(Math.floor(seconds), secondsMax))}; ${attributes}`;

export const clearCookie = (cookie: WebCookie): string => setCookie(cookie, '', 0);

/** Of the `cookies` of an event. */
export const readCookies = (pairs: readonly string[] = []): Map<string, string> => {
  const cookies = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
};

/** The id of the browser's session; undefined where the cookie is not as we make it. */
export const sessionIdOf = ({ cookies }: { cookies: ReadonlyMap<string, string> }): string | undefined => {
  const id = cookies.get(webCookies.session);
  return id !== undefined && /^[\w-]{43}$/.test(id) ? id : undefined;
};
