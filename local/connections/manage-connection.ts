import type { IncomingMessage } from 'node:http';
import type { Handled } from '../gateway/gateway-answer.ts';
import { lenientDecode } from '../gateway/lenient-decode.ts';
import { readHeaders } from '../gateway/make-event.ts';
import { readBody } from '../gateway/read-body.ts';
import type { VerifySignature } from '../gateway/verify-signature.ts';
import { closeConnection, type Connection, isOpen, sendText } from './connection.ts';
import type { ConnectionLimits } from './connection-limits.ts';

export interface ManageProps {
  stage: string;
  open: ReadonlyMap<string, Connection>;
  limits: ConnectionLimits;
  verifySignature: VerifySignature;
}

/** What functions ask of connections: `POST`, `GET` and `DELETE /{stage}/@connections/{connectionId}`. */
export async function manageConnection(request: IncomingMessage, props: ManageProps): Promise<Handled | 'aborted'> {
  const { stage, open, limits, verifySignature } = props;
  const { method = 'GET', url = '/' } = request;
  const [rawPath = '', rawQuery = ''] = url.split('?', 2);
  const [, ofStage, command, id, ...more] = rawPath.split('/').map(lenientDecode);
  if (ofStage !== stage) return exception(403, 'ForbiddenException', 'Forbidden');
  if (command === undefined || command === '') return exception(426, 'UpgradeRequiredException', 'Upgrade Required');

  const body = await readBody(request);
  if (body === 'aborted') return body;
  if (body === 'too-large') return tooLarge;
  const refusal = await verifySignature({ method, rawPath, rawQuery, headers: readHeaders(request), body });
  if (refusal !== undefined) return exception(403, refusal.errorType, refusal.message);
  if (command !== '@connections' || id === undefined || more.length > 0) {
    return exception(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (!/^[\w-]{15}=$/.test(id)) return exception(400, 'BadRequestException', `Invalid connectionId: ${id}`);
  const connection = open.get(id);
  if (connection === undefined || !isOpen(connection)) return gone;

  switch (method) {
    case 'GET':
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(describe(connection)),
      };
    case 'DELETE':
      closeConnection(connection, 1000, 'Connection Closed Normally');
      return { status: 204, headers: {}, body: '' };
    case 'POST': {
      if (body !== undefined && body.length > limits.messageBytesMax) return tooLarge;
      const sent = sendText(connection, body?.toString() ?? '', limits);
      if (sent === 'full') return exception(429, 'LimitExceededException');
      return sent === 'gone' ? gone : { status: 200, headers: {}, body: '' };
    }
    default:
      return exception(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
}

const describe = ({ connectedAt, lastActiveAt, sourceIp, userAgent }: Connection): Record<string, unknown> => ({
  connectedAt: new Date(connectedAt).toISOString(),
  identity: { sourceIp, ...(userAgent !== undefined && { userAgent }) },
  lastActiveAt: new Date(lastActiveAt).toISOString(),
});

/** Clients know exceptions by the header; some have no body at all. */
function exception(status: number, type: string, message?: string): Handled {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': type };
  return { status, headers, body: message === undefined ? '' : JSON.stringify({ message }) };
}

const gone = exception(410, 'GoneException');
const tooLarge = exception(413, 'PayloadTooLargeException', 'Message too long');
