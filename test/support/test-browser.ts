import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { WebEvent } from '../../shared/web/web-call.ts';

type Handler = (event: WebEvent, context: Partial<Context>) => Promise<APIGatewayProxyStructuredResultV2>;

export interface BrowserAsk {
  method?: string;
  headers?: Record<string, string | undefined>;
  body?: unknown;
  /** How long the function may take. */
  timeMs?: number;
}

export interface Seen {
  status: number;
  headers: Record<string, string>;
  /** Whole `Set-Cookie` values. */
  setCookies: string[];
  text: string;
  // A test reads whatever the contract promises.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  /** Where it sends the browser: a path at home, or a whole address elsewhere. */
  location: string;
}

export interface SignInAsk {
  email?: string;
  returnTo?: string;
  again?: boolean;
}

export type TestBrowser = ReturnType<typeof makeTestBrowser>;

/** That of every owner at the local sign-in page. */
export const ownersPassword = 'Correct-horse-1';

/** A browser in front of the functions: it keeps cookies as browsers do, and says of itself what browsers say. */
export const makeTestBrowser = ({
  handlers,
  origin,
  cognito,
}: {
  handlers: Record<string, Handler>;
  origin: string;
  cognito: string;
}) => {
  const cookies = new Map<string, string>();
  /** The sign-in page's own cookie, on its own site. */
  let poolCookie = '';

  const open = async (
    address: string,
    { method = 'GET', headers = {}, body, timeMs = 60_000 }: BrowserAsk = {},
  ): Promise<Seen> => {
    // As it was typed: a URL would take the dots out of a path.
    const rawPath = (address.startsWith(origin) ? address.slice(origin.length) : address).replace(/[?#].*$/, '');
    const { searchParams, search } = new URL(address, origin);
    const handler = handlers[rawPath.startsWith('/web/api') ? '/web/api' : rawPath];
    if (!handler) throw new Error(`no function for ${rawPath}`);
    const event = {
      version: '2.0',
      rawPath,
      rawQueryString: search.slice(1),
      headers: definedOf({ 'user-agent': firefox, ...headers }),
      cookies: [...cookies].map(([name, value]) => `${name}=${value}`),
      requestContext: { requestId: randomUUID(), http: { method } },
      ...(searchParams.size > 0 && { queryStringParameters: Object.fromEntries(searchParams) }),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      isBase64Encoded: false,
    };
    const answer = await handler(event as unknown as WebEvent, { getRemainingTimeInMillis: () => timeMs });
    for (const cookie of answer.cookies ?? []) keep(cookies, cookie);
    const answered = (answer.headers ?? {}) as Record<string, string>;
    const text = answer.body ?? '';
    return {
      status: answer.statusCode ?? 0,
      headers: answered,
      setCookies: answer.cookies ?? [],
      text,
      body: /json/.test(answered['content-type'] ?? '') ? JSON.parse(text) : undefined,
      location: (answered['location'] ?? '').replace(new RegExp(`^${origin}(?=/)`), ''),
    };
  };

  /** What the dashboard's own script asks. */
  const call = (path: string, ask: BrowserAsk = {}): Promise<Seen> =>
    open(path, {
      ...ask,
      headers: {
        'x-requested-with': 'remote-sign-out',
        'sec-fetch-site': 'same-origin',
        ...(ask.method && ask.method !== 'GET' && { origin }),
        ...(ask.body !== undefined && { 'content-type': 'application/json' }),
        ...ask.headers,
      },
    });

  /** At the sign-in page: on at once where it knows the browser, else with the password. Gives the way back. */
  const authenticate = async (address: string, email: string): Promise<string> => {
    const headers = { cookie: poolCookie };
    const page = await fetch(address, { headers, redirect: 'manual' });
    if (page.status === 302) return page.headers.get('location') ?? '';
    const form = new URLSearchParams({ ...fieldsOf(await page.text()), username: email, password: ownersPassword });
    const answer = await fetch(`${cognito}/oauth2/authorize`, {
      method: 'POST',
      body: form,
      headers,
      redirect: 'manual',
    });
    poolCookie = answer.headers.get('set-cookie')?.split(';')[0] ?? poolCookie;
    return answer.headers.get('location') ?? '';
  };

  /** All the way from the dashboard to the sign-in page and back. */
  const signIn = async ({
    email = 'ada@example.com',
    returnTo = '/',
    again = false,
  }: SignInAsk = {}): Promise<Seen> => {
    const query = new URLSearchParams({ returnTo, ...(again && { again: '1' }) });
    let seen = await open(`/web/sign-in?${query.toString()}`);
    while (seen.location.startsWith(cognito)) seen = await open(await authenticate(seen.location, email));
    return seen;
  };

  return {
    cookies,
    open,
    call,
    api: (path: string, ask?: BrowserAsk) => call(`/web/api${path}`, ask),
    authenticate,
    signIn,
    signOut: () => call('/web/sign-out', { method: 'POST' }),
  };
};

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

const keep = (cookies: Map<string, string>, cookie: string): void => {
  const [, name = '', value = '', seconds = ''] = /^([^=]+)=([^;]*); Max-Age=(\d+);/.exec(cookie) ?? [];
  if (Number(seconds) > 0) cookies.set(name, value);
  else cookies.delete(name);
};

const definedOf = (headers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));

const fieldsOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ]),
  );
