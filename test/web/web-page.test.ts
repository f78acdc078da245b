import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { makeHandler } from '../../functions/web-page/handler.ts';
import type { WebEvent } from '../../shared/web/web-call.ts';
import { recordedLog } from '../support/recorded-log.ts';

const page = '<!doctype html><title>Your devices</title>';
const files = new Map(
  Object.entries({
    '/index.html': page,
    '/assets/app-0A1B2C3D.js': 'go()'.repeat(500),
    '/assets/style-0A1B2C3D.css': 'a{}',
    '/assets/plain.js': 'x',
    '/robots.txt': 'no',
  }).map(([path, text]) => [path, Buffer.from(text)]),
);
const handler = makeHandler({ log: recordedLog(), origin: 'http://127.0.0.1:4000', files });

const get = async (
  rawPath: string,
  headers: Record<string, string> = {},
  rawQueryString = '',
): Promise<{ answer: APIGatewayProxyStructuredResultV2; text: string; headers: Record<string, unknown> }> => {
  const event = { rawPath, rawQueryString, headers, requestContext: { requestId: 'r', http: { method: 'GET' } } };
  const answer = await handler(event as unknown as WebEvent);
  const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  const plain = answer.headers?.['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes;
  return { answer, text: plain.toString(), headers: answer.headers ?? {} };
};

describe('the dashboard where no CloudFront is', () => {
  test.each(['/', '/devices', '/devices/dev_01m827gmcjg4yj7d91fnw0hr5v', '/activity', '/index.html', '/webinar', '//'])(
    '%s is the page, which is kept nowhere',
    async (path) => {
      const { answer, text, headers } = await get(path);
      expect([answer.statusCode, text]).toEqual([200, page]);
      expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    },
  );

  test('a file with a hash in its name is kept for ever; another one is not', async () => {
    const { headers, text } = await get('/assets/app-0A1B2C3D.js');
    expect(text).toBe('go()'.repeat(500));
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await get('/assets/plain.js')).headers['cache-control']).toBe('no-store');
    expect((await get('/robots.txt')).headers['cache-control']).toBe('no-store');
  });

  test('goes compressed to those who take it', async () => {
    const plain = await get('/assets/app-0A1B2C3D.js', { 'accept-encoding': 'gzip' });
    const small = await get('/assets/app-0A1B2C3D.js', { 'accept-encoding': 'gzip, deflate, br, zstd' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers['content-encoding']).toBe('br');
    expect(small.text).toBe(plain.text);
    expect(String(small.answer.body).length).toBeLessThan(String(plain.answer.body).length / 4);
    expect(small.headers['vary']).toBe('accept-encoding');
  });

  test.each([
    '/missing.js',
    '/assets/old-0A1B2C3D.js',
    '/assets/../../env.ts',
    '/..%2f..%2fetc%2fpasswd',
    '/.env',
    '/__proto__.x',
    '/v1',
    '/v1/devices',
    '/web/unknown',
    '/web/api',
  ])('%s is not there, as the gateway would say', async (path) => {
    const { answer, text } = await get(path);
    expect([answer.statusCode, text]).toEqual([404, '{"message":"Not Found"}']);
  });

  test('by another name of this machine leads to the one that the cookies are bound to', async () => {
    const there = await get('/devices', { host: 'localhost:4000' }, 'a=1&b=//c');
    expect(there.answer.statusCode).toBe(302);
    expect(there.headers['location']).toBe('http://127.0.0.1:4000/devices?a=1&b=//c');
    expect((await get('//evil.example', { host: 'localhost:4000' })).headers['location']).toBeUndefined();
    expect((await get('//evil', { host: 'localhost:4000' })).headers['location']).toBe('http://127.0.0.1:4000/evil');
    expect((await get('/devices', { host: '127.0.0.1:4000' })).answer.statusCode).toBe(200);
  });
});
