import type { Log } from '../logs/open-log.ts';
import { type AccessValues, makeAccessLine } from '../gateway/make-access-line.ts';
import { gatewayTime } from '../gateway/make-event.ts';
import { makeRequestId } from '../gateway/make-request-id.ts';
import type { ConnectionsApiSpec } from '../template/stack.ts';
import { atMost } from './at-most.ts';
import type { ConnectionRoute } from './connection-routes.ts';
import { invokeRoute, type RouteResult } from './invoke-route.ts';
import { type Caller, type Happening, makeConnectionEvent } from './make-connection-event.ts';

/** Hand what happens on a connection to the function of a route, and note it in the access log. */
export type Dispatch = (
  route: ConnectionRoute,
  caller: Caller,
  happening: Happening,
  requestId?: string,
) => Promise<RouteResult>;

/** Of all functions together. A time-out runs from the invocation on: what waits here does not run into it. */
const invocationsMax = 200;

/** @param end - after which nothing is invoked any more: who asks then is told that it failed */
export function makeDispatch(api: ConnectionsApiSpec, accessLog: Log, end: AbortSignal): Dispatch {
  const accessLine = makeAccessLine(api.accessLogFormat);
  const inTurn = atMost(invocationsMax);

  return async (route, caller, happening, requestId = makeRequestId()) => {
    const time = new Date();
    const event = makeConnectionEvent({ api, routeKey: route.key, caller, requestId, time, happening });
    const result = await inTurn(async (): Promise<RouteResult> => {
      if (end.aborted) return { kind: 'failed', access: {} };
      return invokeRoute(route.fn, JSON.stringify(event), route.timeoutMs);
    });
    if (end.aborted) return result;
    const values: AccessValues = {
      requestId,
      extendedRequestId: requestId,
      requestTime: gatewayTime(time),
      requestTimeEpoch: time.getTime(),
      apiId: api.id,
      stage: api.stage,
      domainName: caller.domainName,
      routeKey: route.key,
      eventType: happening.eventType,
      messageDirection: 'IN',
      connectionId: caller.connectionId,
      connectedAt: caller.connectedAt,
      'identity.sourceIp': caller.sourceIp,
      'identity.userAgent': caller.userAgent,
      status: statusOf(result),
      ...result.access,
    };
    accessLog.write(accessLine(values));
    return result;
  };
}

export function statusOf(result: RouteResult): number {
  switch (result.kind) {
    case 'answered':
      return result.answer.status;
    case 'failed':
      return 502;
    case 'too-late':
      return 504;
  }
}
