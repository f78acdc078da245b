import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi as GatewayApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Route, type RouteName, routes } from '../../shared/contracts/routes.ts';

export interface HttpApiProps {
  issuer: string;
  clientIds: string[];
  functionFor: (route: RouteName) => IFunction;
  allowedOrigins: readonly string[];
  throttle: { requestsPerSecond: number; burst: number };
  logRetention: RetentionDays;
  logRemovalPolicy: RemovalPolicy;
}

/**
 * What is worth knowing of a request that never reached a function. No path (the route says enough), no address, no
 * token, no account: the function's own log line says who, by public ids.
 */
const accessLogFields = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  gatewayError: '$context.error.responseType',
  responseBytes: '$context.responseLength',
};

/** The HTTP API: a route for each entry of the route table, each with its function, behind what its access asks for. */
export class HttpApi extends Construct {
  readonly gateway: GatewayApi;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    // No Lambda authorizer: its cache would let a signed-out device in. The guard is in the functions.
    const jwt = new HttpJwtAuthorizer('Jwt', props.issuer, { jwtAudience: props.clientIds });
    this.gateway = new GatewayApi(this, 'Gateway', {
      apiName: `${scope.node.id}-api`,
      description: 'Remote Sign-Out',
      createDefaultStage: false,
      defaultAuthorizer: jwt,
      ...(props.allowedOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: [...props.allowedOrigins],
          allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PATCH, CorsHttpMethod.DELETE],
          allowHeaders: ['authorization', 'content-type'],
          exposeHeaders: ['retry-after', 'www-authenticate'],
          maxAge: Duration.hours(1),
        },
      }),
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: props.logRetention,
      removalPolicy: props.logRemovalPolicy,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.gateway,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: props.throttle.requestsPerSecond, burstLimit: props.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });

    const authorizers: Record<Route['access'], IHttpRouteAuthorizer> = {
      session: jwt,
      'sign-in': jwt,
      'signed-out-session': new HttpNoneAuthorizer(),
      service: new HttpIamAuthorizer(),
    };
    for (const name of Object.keys(routes).filter(isRouteName)) {
      const route: Route = routes[name];
      const added = this.gateway.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        authorizer: authorizers[route.access],
        integration: new HttpLambdaIntegration(name, props.functionFor(name), {
          payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
        }),
      });
      if (route.access !== 'signed-out-session') continue;
      for (const each of added) {
        Validations.of(each).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'A device that was away comes with a token that has expired: the function verifies all the rest of it.',
        });
      }
    }
  }
}

const isRouteName = (name: string): name is RouteName => Object.hasOwn(routes, name);
