import { brotliCompressSync } from 'node:zlib';
import { cacheControl, hashedFile } from '../../shared/contracts/web-headers.ts';
import type { WebAnswer, WebDeps, WebEvent } from '../../shared/web/web-call.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';

export interface WebPageDeps extends Pick<WebDeps, 'log' | 'origin'> {
  /** By path, such as `/index.html`. */
  files: ReadonlyMap<string, Buffer>;
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
};

/** What is below these is the API or its back end: a mistaken address there is no page of the dashboard. */
const notAPage = /^\/(v1|web)(\/|$)/;

/**
 * GET / and whatever is nobody else's: the dashboard's files, where no CloudFront serves them. A path without a file's
 * ending is a page of the dashboard, which index.html finds by itself.
 */
export const makeHandler = ({ files, origin, ...deps }: WebPageDeps) => {
  const compressed = new Map<string, string>();
  const brotli = (path: string, file: Buffer): string => {
    const done = compressed.get(path) ?? brotliCompressSync(file).toString('base64');
    compressed.set(path, done);
    return done;
  };

  return webEndpoint('web-page', deps, ({ event }): WebAnswer => {
    const { rawPath, headers } = event;
    const path = pathOf(rawPath, files);
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined || file === undefined) return notFound;
    const elsewhere = path === page ? elsewhereOf(event, origin) : undefined;
    if (elsewhere !== undefined) return { status: 302, headers: { location: elsewhere } };
    const takesBrotli = /\bbr\b/.test(headers['accept-encoding'] ?? '');
    return {
      status: 200,
      headers: {
        'content-type': types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
        'cache-control': hashedFile.test(path) ? cacheControl.hashed : cacheControl.nothing,
        vary: 'accept-encoding',
        ...(takesBrotli && { 'content-encoding': 'br' }),
      },
      body: takesBrotli ? brotli(path, file) : file.toString('base64'),
      isBase64Encoded: true,
    };
  });
};

const page = '/index.html';

const pathOf = (rawPath: string, files: WebPageDeps['files']): string | undefined => {
  if (files.has(rawPath)) return rawPath;
  const isPage = !notAPage.test(rawPath) && !rawPath.slice(rawPath.lastIndexOf('/')).includes('.');
  return isPage ? page : undefined;
};

/** This machine has two names. The cookies and the way back from the sign-in page are bound to one of them. */
const elsewhereOf = ({ rawPath, rawQueryString, headers }: WebEvent, origin: string): string | undefined => {
  const { host } = new URL(origin);
  if (headers['host'] === undefined || headers['host'] === host) return undefined;
  return `${origin}${rawPath.replace(/^\/+/, '/')}${rawQueryString ? `?${rawQueryString}` : ''}`;
};

/** As the gateway answers where it has no route. */
const notFound: WebAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: '{"message":"Not Found"}',
};
