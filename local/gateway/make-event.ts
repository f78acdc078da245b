import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { lenientDecode } from './lenient-decode.ts';

export interface EventProps {
  request: IncomingMessage;
  rawPath: string;
  rawQuery: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
  routeKey: string;
  pathParameters: Record<string, string> | undefined;
  authorizer: EventAuthorizer | undefined;
  requestId: string;
  time: Date;
  apiId: string;
  account: string;
}

/** What the gateway found out about the caller. */
export type EventAuthorizer =
  | { jwt: { claims: Record<string, string>; scopes: string[] | null } }
  | { iam: Record<string, string | null> };

/** The event that an HTTP API gives a function, payload format 2.0. What a request does not have is left out, as there. */
export function makeEvent(props: EventProps): Record<string, unknown> {
  const { request, rawPath, rawQuery, body, routeKey, pathParameters, authorizer, time } = props;
  const { cookie, ...headers } = props.headers;
  const domainName = headers['host'] ?? '127.0.0.1';
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers: {
      ...headers,
      'x-forwarded-for': headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${sourceIp}` : sourceIp,
      'x-forwarded-port': String(request.socket.localPort),
      'x-forwarded-proto': 'http',
    },
    ...(rawQuery !== '' && { queryStringParameters: parseQuery(rawQuery) }),
    requestContext: {
      accountId: props.account,
      apiId: props.apiId,
      ...(authorizer !== undefined && { authorizer }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: props.requestId,
      routeKey,
      stage: '$default',
      time: gatewayTime(time),
      timeEpoch: time.getTime(),
    },
    ...(pathParameters !== undefined && { pathParameters }),
    ...encodeBody(body, headers['content-type']),
  };
}

/** Names in lower case; what came more than once is joined by commas. */
export function readHeaders(request: IncomingMessage): Record<string, string> {
  const { rawHeaders } = request;
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'connection' || name === 'keep-alive' || name === 'transfer-encoding') continue;
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
  }
  return headers;
}

function parseQuery(rawQuery: string): Record<string, string> {
  // Without a prototype: `__proto__` is a name like any other here.
  const parameters: Record<string, string> = Object.create(null);
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const [name = '', ...value] = part.split('=');
    const key = lenientDecode(name.replaceAll('+', ' '));
    const text = lenientDecode(value.join('=').replaceAll('+', ' '));
    parameters[key] = Object.hasOwn(parameters, key) ? `${parameters[key]},${text}` : text;
  }
  return parameters;
}

/**
 * Which contents come as text was measured at AWS by others: https://github.com/ministackorg/ministack/pull/766 .
 * How API Gateway hands over text that is not UTF-8 is not documented; as base64 nothing of it is lost.
 */
const textTypes = /^(?:text\/[^;]+|application\/(?:json|xml|javascript))\s*(?:;|$)/i;

function encodeBody(body: Buffer | undefined, type = ''): { body?: string; isBase64Encoded: boolean } {
  if (body === undefined || body.length === 0) return { isBase64Encoded: false };
  const isText = textTypes.test(type) && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22/Nov/2026:16:19:33 +0000` */
export function gatewayTime(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${months[time.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
