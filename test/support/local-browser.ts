import { dynamoDbWebSessionStore } from '../../shared/adapters/dynamodb/web-session-store.ts';
import { requestedWith } from '../../shared/contracts/web-routes.ts';
import { webCookies } from '../../shared/web/web-cookies.ts';
import type { LocalOwner } from './local-owner.ts';
import type { LocalRun } from './local-run.ts';

export interface BrowserAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** A browser without a page: it keeps the dashboard's cookies, and follows the way to the sign-in page and back. */
export const localBrowser = (run: Pick<LocalRun, 'local' | 'engine' | 'secrets'>) => {
  const { DashboardUrl = '', WebSessionsTableName: table = '' } = run.local.outputs;
  const cookies = new Map<string, string>();
  const store = dynamoDbWebSessionStore(run.engine.client, { table, now: () => new Date() });

  const open = async (address: string, init: RequestInit = {}): Promise<BrowserAnswer> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(new URL(address, DashboardUrl), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
      // They are as good as a password.
      if (value.length >= 20) run.secrets.add(value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const call = (method: string, address: string): Promise<BrowserAnswer> =>
    open(address, { method, headers: { [requestedWith.name]: requestedWith.value } });

  return {
    open,
    call,
    /** Gives the password at the sign-in page, and comes back. */
    async signIn({ email, password }: Pick<LocalOwner, 'email' | 'password'>): Promise<BrowserAnswer> {
      const { headers } = await open('/web/sign-in?again=1');
      const page = new URL(headers.get('location') ?? '');
      const form = new URLSearchParams([...page.searchParams, ['username', email], ['password', password]]);
      const back = await fetch(new URL(page.pathname, page), { method: 'POST', body: form, redirect: 'manual' });
      return open(back.headers.get('location') ?? '');
    },
    /** As after fifteen minutes: the next call needs another access token. */
    async age(): Promise<void> {
      const id = cookies.get(webCookies.session) ?? '';
      const session = await store.read(id);
      if (session === undefined) throw new Error('Nobody is signed in here');
      await store.replaceTokens(id, session, { ...session, accessTokenEndsAt: 0 });
    },
  };
};
