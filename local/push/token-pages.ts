import { type EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { pushPage } from './push-page.ts';
import type { PushMessage, PushStore } from './push-store.ts';
import type { Answer } from './sns-answer.ts';

const shownDefault = 100;
const waitSecondsMax = 60;

/**
 * What stands in for the platforms and the phones: a page and JSON with the messages, a way to get those of one token,
 * and one to let the platform lose a token.
 */
export function makeTokenPages(store: PushStore, published: EventEmitter) {
  async function messagesOf(token: string, query: URLSearchParams, signal: AbortSignal): Promise<PushMessage[]> {
    const after = Number(query.get('after') ?? 0) || 0;
    const waitMs = Math.min(Number(query.get('wait') ?? 0) || 0, waitSecondsMax) * 1000;
    const found = store.ofToken(token, after);
    if (found.length > 0 || waitMs <= 0) return found;
    const settled = new AbortController();
    const any = AbortSignal.any([signal, settled.signal, AbortSignal.timeout(waitMs)]);
    // The first of them ends the others.
    await Promise.race([`to ${token}`, 'close'].map((event) => once(published, event, { signal: any }))).catch(
      () => {},
    );
    settled.abort();
    return store.ofToken(token, after);
  }

  return async (request: IncomingMessage, { pathname, searchParams }: URL, gone: AbortSignal): Promise<Answer> => {
    const [, tokens, token, what] = pathname.split('/');
    if (request.method === 'GET' && pathname === '/') return html(pushPage(store.newest(shownDefault)));
    if (request.method === 'GET' && pathname === '/messages') {
      return json(200, { messages: store.newest(Number(searchParams.get('limit')) || shownDefault) });
    }
    if (tokens === 'tokens' && token !== undefined) {
      const name = decode(token);
      if (request.method === 'GET' && what === 'messages') {
        return json(200, { messages: await messagesOf(name, searchParams, gone) });
      }
      if (request.method === 'POST' && what === 'unregister') {
        if (isForeign(request)) return json(403, { message: 'Another site may not do this' });
        const endpoints = store.disableToken(name);
        const wantsPage = request.headers.accept?.includes('text/html') === true;
        return wantsPage ? { status: 303, headers: { location: '/' }, body: '' } : json(200, { endpoints });
      }
    }
    return json(404, { message: 'Nothing is here' });
  };
}

/** A page of another site that a developer happens to visit. */
const isForeign = ({ headers }: IncomingMessage): boolean =>
  !['same-origin', 'none'].includes(headers['sec-fetch-site'] ?? 'none');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const html = (body: string): Answer => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  },
  body,
});
