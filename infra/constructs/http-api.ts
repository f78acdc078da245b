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
import { Construct, type IConstruct } from 'constructs';
import { type RouteName, routes } from '../../shared/contracts/routes.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { type WebRoute, type WebRouteName, webRoutes } from '../../shared/contracts/web-routes.ts';

export interface HttpApiProps {
  allowedOrigins: readonly string[];
  throttle: { requestsPerSecond: number; burst: number };
  logRetention: RetentionDays;
  logRemovalPolicy: RemovalPolicy;
}

export interface ApiRoutesProps {
  issuer: string;
  clientIds: string[];
  functionFor: (route: RouteName) => IFunction;
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

/** The HTTP API. Its routes come later: a client that they accept may have to know the address of the API. */
export class HttpApi extends Construct {
  readonly gateway: GatewayApi;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    this.gateway = new GatewayApi(this, 'Gateway', {
      apiName: `${scope.node.id}-api`,
      description: 'Remote Sign-Out',
      createDefaultStage: false,
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
  }

  /** A route for each entry of the route table, each with its function, behind what its access asks for. */
  addApiRoutes({ issuer, clientIds, functionFor }: ApiRoutesProps): void {
    // No Lambda authorizer: its cache would let a signed-out device in. The guard is in the functions.
    const jwt = new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: clientIds });
    const authorizers: Record<Route['access'], IHttpRouteAuthorizer> = {
      session: jwt,
      'sign-in': jwt,
      'signed-out-session': new HttpNoneAuthorizer(),
      service: new HttpIamAuthorizer(),
    };
    for (const name of Object.keys(routes).filter(isRouteName)) {
      const route: Route = routes[name];
      const fn = functionFor(name);
      const added = this.addRoute(name, route.method, route.path, fn, authorizers[route.access]);
      if (route.access !== 'signed-out-session') continue;
      acknowledgeOpen(
        added,
        'A device that was away comes with a token that has expired: the function verifies all the rest of it.',
      );
    }
  }

  /** The routes of the dashboard's own back end: those of its table that `functionFor` has a function for. */
  addWebRoutes(functionFor: (route: WebRouteName) => IFunction | undefined): void {
    for (const name of Object.keys(webRoutes).filter(isWebRouteName)) {
      const route: WebRoute = webRoutes[name];
      const fn = functionFor(name);
      if (fn === undefined) continue;
      for (const path of route.paths) {
        const added = this.addRoute(name, route.method, path, fn, new HttpNoneAuthorizer());
        acknowledgeOpen(
          added,
          'The browser has no access token, but a cookie or the link of a mail: the function knows what it stands for.',
        );
      }
    }
  }

  private addRoute(
    name: string,
    method: (Route | WebRoute)['method'],
    path: string,
    fn: IFunction,
    authorizer: IHttpRouteAuthorizer,
  ): IConstruct[] {
    const integration = new HttpLambdaIntegration(name, fn, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
    });
    return this.gateway.addRoutes({ path, methods: [HttpMethod[method]], authorizer, integration });
  }
}

function acknowledgeOpen(added: readonly IConstruct[], reason: string): void {
  for (const route of added) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
}

const isRouteName = (name: string): name is RouteName => Object.hasOwn(routes, name);

const isWebRouteName = (name: string): name is WebRouteName => Object.hasOwn(webRoutes, name);
