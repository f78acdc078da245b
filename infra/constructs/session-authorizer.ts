import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { functionRights } from '../function-rights.ts';
import { ServiceFunction } from './service-function.ts';

export interface SessionAuthorizerProps {
  /** The output `SessionsTableName` of Remote Sign-Out. The table is in the account and region of this stack. */
  sessionsTableName: string;
  /** Its output `UserPoolId`. */
  userPoolId: string;
  /** The app clients whose tokens these APIs accept: any of those that Remote Sign-Out allows. */
  clientIds: readonly string[];
  /** Holds the bundle of functions/authorize-session, which `bundleFunctions` makes. */
  codeFolder: string;
  /** 1024 where it is left out: what a check waits for is one read, and what a cold start waits for is CPU. */
  memoryMb?: number;
  /** `INFO`, where it is left out, is a line for each request that is refused. */
  logLevel?: 'DEBUG' | 'INFO' | 'WARN';
  /** In days; 30 where it is left out. */
  logRetention?: RetentionDays;
}

/**
 * For the APIs of other teams that accept the same access tokens: lets a request through only while the session of its
 * token is live, by a strongly consistent read at each request. Nothing is cached, here or at API Gateway, so that a
 * sign-out holds from the next request on.
 *
 * Serves one HTTP API and one REST API.
 */
export class SessionAuthorizer extends Construct {
  readonly function: IFunction;
  /** For the routes of an HTTP API. */
  readonly httpAuthorizer: IHttpRouteAuthorizer;
  private requestAuthorizer: RequestAuthorizer | undefined;

  constructor(scope: Construct, id: string, props: SessionAuthorizerProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const fn = new ServiceFunction(this, 'Function', {
      // Two of them in one stack have two names.
      name: `authorize-session-${id.toLowerCase()}`,
      codeFolder: props.codeFolder,
      environment: {
        CLIENTS: stack.toJsonString(Object.fromEntries(props.clientIds.map((clientId) => [clientId, {}]))),
        POWERTOOLS_LOG_LEVEL: props.logLevel ?? 'INFO',
        SESSIONS_TABLE_NAME: props.sessionsTableName,
        USER_POOL_ID: props.userPoolId,
      },
      memoryMb: props.memoryMb ?? 1024,
      // API Gateway waits ten seconds for an authorizer.
      timeoutSeconds: 9,
      logLevel: props.logLevel ?? 'INFO',
      logRetention: props.logRetention ?? 30,
      logRemovalPolicy: RemovalPolicy.DESTROY,
    });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: [...functionRights['authorize-session'].sessions],
        resources: [stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: props.sessionsTableName })],
      }),
    );
    this.function = fn;
    this.httpAuthorizer = new HttpLambdaAuthorizer('Session', this.function, {
      // CDK's defaults are a policy, and five minutes of a signed-out device.
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.seconds(0),
      // A request without the header is answered 401 without asking.
      identitySource: ['$request.header.Authorization'],
    });
  }

  /** For the methods of a REST API. Made when it is first asked for: CDK does not take one that no API uses. */
  get restAuthorizer(): RequestAuthorizer {
    this.requestAuthorizer ??= new RequestAuthorizer(this, 'Rest', {
      handler: this.function,
      resultsCacheTtl: Duration.seconds(0),
      identitySources: [IdentitySource.header('Authorization')],
    });
    return this.requestAuthorizer;
  }
}
