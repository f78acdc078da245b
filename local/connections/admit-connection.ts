import type { IncomingMessage } from 'node:http';
import { type Handled, problem } from '../gateway/gateway-answer.ts';
import type { Throttle } from '../gateway/make-throttle.ts';
import { makeRequestId } from '../gateway/make-request-id.ts';
import type { ConnectionRoute } from './connection-routes.ts';
import type { Dispatch } from './dispatch.ts';
import type { Caller } from './make-connection-event.ts';

export type Admission =
  | { kind: 'admitted'; caller: Caller; protocol: string | undefined }
  | { kind: 'refused'; refusal: Handled };

export interface AdmitProps {
  stage: string;
  connect: ConnectionRoute | undefined;
  stageAllows: Throttle;
  dispatch: Dispatch;
}

/** Ask the function of `$connect`, where there is one, whether a client may open a connection. */
export async function admitConnection(request: IncomingMessage, props: AdmitProps): Promise<Admission> {
  const { stage, connect, stageAllows, dispatch } = props;
  const refused = (refusal: Handled): Admission => ({ kind: 'refused', refusal });
  const [path = ''] = (request.url ?? '').split('?');
  if (path.replace(/\/$/, '') !== `/${stage}`) return refused(problem(403, 'Forbidden'));
  if (!stageAllows() || !(connect?.allows() ?? true)) return refused(problem(429, 'Too Many Requests'));

  const caller: Caller = {
    connectionId: makeConnectionId(),
    connectedAt: Date.now(),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    userAgent: request.headers['user-agent'],
    domainName: request.headers.host ?? '127.0.0.1',
  };
  if (connect === undefined) return { kind: 'admitted', caller, protocol: undefined };
  const result = await dispatch(connect, caller, { eventType: 'CONNECT', request });
  switch (result.kind) {
    case 'failed':
      return refused(problem(502, 'Internal server error'));
    case 'too-late':
      return refused(problem(504, 'Endpoint request timed out'));
    case 'answered': {
      const { status, headers, body } = result.answer;
      if (status < 200 || status > 299) return refused({ status, headers, body });
      return { kind: 'admitted', caller, protocol: headers['sec-websocket-protocol'] };
    }
  }
}

/** As API Gateway's own look: `JC1dgf9yoAMCK-g=`. In an address they are encoded, but for the last character. */
const makeConnectionId = (): string => makeRequestId().replaceAll('+', '-').replaceAll('/', '_');
