import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import { checkAnswer } from './check-answer.ts';
import { send } from './send.ts';
import type { Received, Sent } from './send.ts';
import type { Answered, Ask } from './test-api.ts';

export type CallRoute = (name: RouteName, ask?: Ask) => Promise<Answered>;

/** How a request of the contract goes over the wire. */
export const requestOf = (token: string, name: RouteName, ask: Ask = {}): Sent => {
  const { method, path } = routes[name];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(ask.params?.[param] ?? ''));
  const query = ask.query ? `?${new URLSearchParams(ask.query).toString()}` : '';
  return {
    method,
    path: filled + query,
    headers: {
      authorization: `Bearer ${token}`,
      'user-agent': 'test',
      ...(ask.body !== undefined && { 'content-type': 'application/json' }),
      ...ask.headers,
    },
    body: ask.raw ? ask.raw.body : ask.body === undefined ? undefined : JSON.stringify(ask.body),
  };
};

/** What was received, with its body as a client reads it. */
export const answeredOf = ({ status, headers, text }: Received): Answered => ({
  status,
  headers,
  text,
  body: text === '' ? undefined : JSON.parse(text),
});

/**
 * Calls a route with a token and holds the answer to the contract.
 *
 * @throws where the answer is not as promised, also where it is not a function's but the gateway's own
 */
export const callRoute = async (endpoint: string, token: string, name: RouteName, ask?: Ask): Promise<Answered> => {
  const answered = answeredOf(await send(endpoint, requestOf(token, name, ask)));
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>;
  checkAnswer(
    name,
    answered,
    [claims['origin_jti'], claims['jti']].filter((secret) => secret !== undefined),
  );
  return answered;
};
