import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../local/gateway/sha256.ts';
import { eventually } from '../support/eventually.ts';
import { call } from './fixture/call.ts';
import { type Fixture, startFixture } from './fixture/start-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

interface SignProps {
  path?: string;
  query?: Record<string, string>;
  body?: string;
  headers?: Record<string, string>;
  accessKeyId?: string;
  secretAccessKey?: string;
  region?: string;
  service?: string;
  at?: Date;
}

/** The headers of a request that was signed as an AWS client does it. */
async function sign(props: SignProps = {}): Promise<Record<string, string>> {
  const { accessKeyId = 'local', secretAccessKey = 'local', region = 'us-east-1', service = 'execute-api' } = props;
  const signer = new SignatureV4({ region, service, credentials: { accessKeyId, secretAccessKey }, sha256: Sha256 });
  const request = {
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: props.path ?? '/signed',
    query: props.query ?? {},
    headers: { host: new URL(fixture.local.endpoints.api).host, ...props.headers },
    body: props.body ?? 'token=abc',
  };
  const signed = await signer.sign(request, { signingDate: props.at ?? new Date() });
  return signed.headers;
}
const send = (headers: Record<string, string>, path = '/signed', body = 'token=abc') =>
  call(fixture.local.endpoints.api + path, { method: 'POST', headers, body });

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

test('a request signed with the credentials of the run passes, and the function learns who signed', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-meta': '  two   spaces ' };
  const query = { b: 'é z', a: '1+1', empty: '' };
  const answer = await send(await sign({ headers, query }), '/signed?b=%C3%A9%20z&a=1%2B1&empty=');
  expect(answer.status).toBe(200);
  const { event } = answer.json();
  expect(event.requestContext.authorizer).toEqual({
    iam: {
      accessKey: 'local',
      accountId: '000000000000',
      callerId: expect.any(String),
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: 'arn:aws:iam::000000000000:user/local',
      userId: expect.any(String),
    },
  });
  expect(event).toMatchObject({ body: Buffer.from('token=abc').toString('base64'), isBase64Encoded: true });
});

test.each<[string, () => Promise<Record<string, string>>]>([
  ['no signature', () => Promise.resolve({})],
  ['a bearer token', () => Promise.resolve({ authorization: 'Bearer a.b.c' })],
  ['a signature without a date', async () => ({ authorization: (await sign())['authorization'] ?? '' })],
  ['another access key', () => sign({ accessKeyId: 'AKIAOTHER' })],
  ['a wrong secret', () => sign({ secretAccessKey: 'guessed' })],
  ['another region', () => sign({ region: 'eu-west-1' })],
  ['another service', () => sign({ service: 'sqs' })],
  ['a signature of six minutes ago', () => sign({ at: minutes(-6) })],
  ['a signature of the time to come', () => sign({ at: minutes(6) })],
  ['a signature over another body', () => sign({ body: 'token=other' })],
  ['a signature over another path', () => sign({ path: '/other' })],
  ['a signature over another query', () => sign({ query: { admin: 'true' } })],
  [
    'another header than the signed one',
    async () => ({ ...(await sign({ headers: { 'x-amz-meta': 'a' } })), 'x-amz-meta': 'b' }),
  ],
  [
    'a signature that leaves out the host',
    async () => withSignedHeaders(await sign(), 'x-amz-content-sha256;x-amz-date'),
  ],
  ['a signature that leaves out the date', async () => withSignedHeaders(await sign(), 'host;x-amz-content-sha256')],
  ['a session token that nobody gave', async () => ({ ...(await sign()), 'x-amz-security-token': 'x' })],
  ['the payload called unsigned', () => sign({ headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })],
])('%s is refused, and the client is not told why', async (_what, headers) => {
  expect(await send(await headers())).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
});

const withSignedHeaders = (headers: Record<string, string>, names: string): Record<string, string> => ({
  ...headers,
  authorization: (headers['authorization'] ?? '').replace(/SignedHeaders=[^,]+/, `SignedHeaders=${names}`),
});

test('clocks may differ by less than five minutes', async () => {
  expect(await send(await sign({ at: minutes(-4.9) }))).toMatchObject({ status: 200 });
  expect(await send(await sign({ at: minutes(4.9) }))).toMatchObject({ status: 200 });
});

test('the payload is hashed here, and not taken from what the client says of it', async () => {
  const body = 'token=abc';
  const headers = await sign({ body });
  expect(headers['x-amz-content-sha256']).toBeDefined();
  expect(await send(headers, '/signed', 'token=abd')).toMatchObject({ status: 403 });
  expect(await send(headers, '/signed', body)).toMatchObject({ status: 200 });
});

test('a signature opens neither a route with a token nor is it wanted where anyone may call', async () => {
  const signed = await sign({ path: '/safe' });
  expect(await send(signed, '/safe')).toMatchObject({ status: 404 });
  expect(await call(`${fixture.local.endpoints.api}/safe`, { headers: signed })).toMatchObject({ status: 401 });
  const open = await send({}, '/open');
  expect(open.status).toBe(200);
  expect(open.json().event.requestContext.authorizer).toBeUndefined();
});

test('credentials that end go with their session token', async () => {
  const environment = { AWS_ACCESS_KEY_ID: 'ASIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'session' };
  const other = await startFixture({}, { environment });
  try {
    const { host } = new URL(other.local.endpoints.api);
    const signWith = (sessionToken: string) => {
      const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken };
      return new SignatureV4({ region: 'us-east-1', service: 'execute-api', credentials, sha256: Sha256 }).sign({
        method: 'POST',
        protocol: 'http:',
        hostname: '127.0.0.1',
        path: '/signed',
        headers: { host },
      });
    };
    const post = async (token: string) =>
      call(`${other.local.endpoints.api}/signed`, { method: 'POST', headers: (await signWith(token)).headers });
    expect(await post('session')).toMatchObject({ status: 200 });
    expect(await post('another')).toMatchObject({ status: 403 });
  } finally {
    await other.close();
  }
});

test('a refused signature has its line in the access log', async () => {
  await send(await sign({ secretAccessKey: 'guessed' }));
  const path = join(fixture.folder, 'state', 'access.log');
  await eventually(async () => expect(readFileSync(path, 'utf8')).toMatch('{"route":"ANY /signed","status":"403"}'));
});
