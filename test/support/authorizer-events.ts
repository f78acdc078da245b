import type { AuthorizerEvent } from '../../functions/authorize-session/presented-token.ts';

export const methodArn = 'arn:aws:execute-api:eu-central-1:111122223333:abcdef/prod/GET/orders/1';
const requestContext = { requestId: 'request-1' };

/** What the three kinds of API give their authorizer for a request with this `Authorization` header, as AWS has it. */
export const authorizerEvents = (authorization: string): Record<string, AuthorizerEvent> => ({
  'HTTP API, payload 2.0': {
    version: '2.0',
    headers: { authorization, host: 'orders.example.org' },
    requestContext,
  },
  'HTTP API, payload 1.0': { version: '1.0', headers: { Authorization: authorization }, methodArn, requestContext },
  'REST API, REQUEST': {
    headers: { Host: 'orders.example.org', Authorization: authorization },
    multiValueHeaders: { Host: ['orders.example.org'], Authorization: [authorization] },
    methodArn,
    requestContext,
  },
  'REST API, REQUEST, called over HTTP/2': {
    headers: { authorization },
    multiValueHeaders: { authorization: [authorization] },
    methodArn,
    requestContext,
  },
  'REST API, TOKEN': { authorizationToken: authorization, methodArn },
});
