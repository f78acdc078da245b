import type { IncomingMessage } from 'node:http';
import { gatewayTime } from '../gateway/make-event.ts';
import { lenientDecode } from '../gateway/lenient-decode.ts';
import { makeRequestId } from '../gateway/make-request-id.ts';
import type { ConnectionsApiSpec } from '../template/stack.ts';

/** Who is at the other end, as every event says it. */
export interface Caller {
  connectionId: string;
  connectedAt: number;
  sourceIp: string;
  userAgent: string | undefined;
  domainName: string;
}

export type Happening =
  | { eventType: 'CONNECT'; request: IncomingMessage }
  | { eventType: 'MESSAGE'; body: string }
  | { eventType: 'DISCONNECT'; code: number; reason: string };

export interface ConnectionEventProps {
  api: ConnectionsApiSpec;
  routeKey: string;
  caller: Caller;
  requestId: string;
  time: Date;
  happening: Happening;
}

/** The event that a WebSocket API gives a function. What a connection does not have is left out, as there. */
export function makeConnectionEvent(props: ConnectionEventProps): Record<string, unknown> {
  const { api, routeKey, caller, requestId, time, happening } = props;
  const { userAgent, sourceIp } = caller;
  return {
    ...headersOf(happening, caller),
    requestContext: {
      routeKey,
      eventType: happening.eventType,
      extendedRequestId: requestId,
      requestTime: gatewayTime(time),
      messageDirection: 'IN',
      stage: api.stage,
      connectedAt: caller.connectedAt,
      requestTimeEpoch: time.getTime(),
      identity: { ...(userAgent !== undefined && { userAgent }), sourceIp },
      requestId,
      domainName: caller.domainName,
      connectionId: caller.connectionId,
      apiId: api.id,
      ...(happening.eventType === 'MESSAGE' && { messageId: makeRequestId() }),
      ...(happening.eventType === 'DISCONNECT' && {
        disconnectStatusCode: happening.code,
        disconnectReason: happening.reason,
      }),
    },
    ...(happening.eventType === 'MESSAGE' && { body: happening.body }),
    isBase64Encoded: false,
  };
}

function headersOf(happening: Happening, { domainName, sourceIp }: Caller): Record<string, unknown> {
  if (happening.eventType === 'MESSAGE') return {};
  if (happening.eventType === 'DISCONNECT') {
    return bothWays('headers', 'multiValueHeaders', [
      ['Host', domainName],
      ['x-api-key', ''],
      ['X-Forwarded-For', sourceIp],
      ['x-restapi', ''],
    ]);
  }
  const { request } = happening;
  const [, query = ''] = /\?(.*)$/s.exec(request.url ?? '') ?? [];
  return {
    ...bothWays('headers', 'multiValueHeaders', [
      ...readHeaders(request.rawHeaders),
      ['X-Forwarded-For', sourceIp],
      ['X-Forwarded-Port', String(request.socket.localPort)],
      ['X-Forwarded-Proto', 'http'],
    ]),
    ...(query !== '' && bothWays('queryStringParameters', 'multiValueQueryStringParameters', readQuery(query))),
  };
}

type Pairs = [name: string, value: string][];

/** Unlike an HTTP API, names of headers as they were written. */
function readHeaders(rawHeaders: readonly string[]): Pairs {
  const pairs: Pairs = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!/^(?:connection|upgrade)$/i.test(name)) pairs.push([name, rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

function readQuery(query: string): Pairs {
  const decode = (text: string): string => lenientDecode(text.replaceAll('+', ' '));
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decode(name), decode(value.join('='))];
    });
}

/** With the last value of each name, and with all of them. */
function bothWays(single: string, multi: string, pairs: Pairs): Record<string, unknown> {
  // Without a prototype: `__proto__` is a name like any other here.
  const last: Record<string, string> = Object.create(null);
  const all: Record<string, string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    last[name] = value;
    (all[name] ??= []).push(value);
  }
  return { [single]: last, [multi]: all };
}
