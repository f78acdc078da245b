import { makeRequestId } from '../gateway/make-request-id.ts';
import type { Throttle } from '../gateway/make-throttle.ts';
import { type Connection, sendText } from './connection.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { ConnectionRoutes } from './connection-routes.ts';
import type { Dispatch } from './dispatch.ts';

export interface AnswerProps {
  routes: ConnectionRoutes;
  stageAllows: Throttle;
  dispatch: Dispatch;
  limits: ConnectionLimits;
}

/** Hand a message to the function of its route. The device hears of it where the route answers, or where it failed. */
export async function answerMessage(connection: Connection, text: string, props: AnswerProps): Promise<void> {
  const { routes, stageAllows, dispatch, limits } = props;
  const { connectionId } = connection;
  const requestId = makeRequestId();
  const tell = (message: string): void => {
    sendText(connection, JSON.stringify({ message, connectionId, requestId }), limits);
  };

  const route = routes.ofMessage(text);
  if (route === undefined) return tell('Forbidden');
  if (!stageAllows() || !route.allows()) return tell('Too Many Requests');
  const result = await dispatch(route, connection, { eventType: 'MESSAGE', body: text }, requestId);
  switch (result.kind) {
    case 'failed':
      return tell('Internal server error');
    case 'too-late':
      return tell('Endpoint request timed out');
    case 'answered': {
      const body = result.answer.body.toString();
      if (route.answers && body !== '') sendText(connection, body, limits);
    }
  }
}
