import { introspectToken } from '../../shared/http/introspect-token.ts';
import type { InactiveReason, IntrospectTokenDeps, TokenStanding } from '../../shared/http/introspect-token.ts';
import type { Log } from '../../shared/observability/logger.ts';
import { presentedToken } from './presented-token.ts';
import type { AuthorizerEvent } from './presented-token.ts';

export interface AuthorizeSessionDeps extends IntrospectTokenDeps {
  log: Log;
}

/** What the API behind it is told: text and numbers, the only values that a REST API passes on. */
export type SessionContext =
  | { accountId: string; sessionId: string; deviceId: string; clientId: string; authTime: number; scope?: string }
  | { reason: InactiveReason; sessionId?: string; deviceId?: string };

/** An HTTP API's simple response, or a policy for a REST API. */
export type AuthorizerAnswer =
  | { isAuthorized: boolean; context: SessionContext }
  | { principalId: string; policyDocument: object; context: SessionContext };

/**
 * The authorizer of another team's API: lets a request through only while the session of its token is live. Where that
 * cannot be told it throws, and API Gateway answers 500: a request is never let through unchecked.
 */
export const makeHandler =
  ({ log, ...deps }: AuthorizeSessionDeps) =>
  async (event: AuthorizerEvent): Promise<AuthorizerAnswer> => {
    const requestId = event.requestContext?.requestId;
    const found = await introspectToken(deps, presentedToken(event) ?? '').catch((error: unknown) => {
      log.error('RSO_UNAVAILABLE', { requestId }, error);
      // Lambda logs whatever it is thrown, and an SDK's own error may quote a key.
      throw new Error('The session could not be checked');
    });
    if (!found.active) {
      const { reason, session } = found;
      log.info('RSO_REQUEST_NOT_AUTHORIZED', {
        requestId,
        problem: reason,
        sessionId: session?.id,
        deviceId: session?.deviceId,
      });
    }
    return answerFor(event, found.active, contextOf(found));
  };

const contextOf = (found: TokenStanding): SessionContext => {
  const { session } = found;
  if (!found.active) {
    return { reason: found.reason, ...(session && { sessionId: session.id, deviceId: session.deviceId }) };
  }
  const { claims, principal } = found;
  const { scope } = claims;
  return {
    accountId: principal.accountId,
    sessionId: found.session.id,
    deviceId: found.session.deviceId,
    clientId: principal.clientId,
    authTime: principal.authTime,
    ...(typeof scope === 'string' && { scope }),
  };
};

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
const answerFor = (event: AuthorizerEvent, isAuthorized: boolean, context: SessionContext): AuthorizerAnswer => {
  if (event.version === '2.0') return { isAuthorized, context };
  return {
    principalId: 'accountId' in context ? context.accountId : 'nobody',
    policyDocument: {
      Version: '2012-10-17',
      // This request alone: API Gateway would apply a wider policy to others as well, if it kept it.
      Statement: [{ Action: 'execute-api:Invoke', Effect: isAuthorized ? 'Allow' : 'Deny', Resource: event.methodArn }],
    },
    context,
  };
};
