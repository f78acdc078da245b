import { describe, expect, test } from '@jest/globals';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { HttpApi, type HttpApiProps } from '../../infra/constructs/http-api.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { type WebRouteName, webRoutes } from '../../shared/contracts/web-routes.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const template = (props: Partial<HttpApiProps> = {}, web: readonly WebRouteName[] = []) =>
  templateOf((scope) => {
    const api = new HttpApi(scope, 'Api', {
      allowedOrigins: [],
      throttle: { requestsPerSecond: 100, burst: 50 },
      logRetention: 30,
      logRemovalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
    api.addApiRoutes({
      issuer: 'https://issuer.example.org',
      clientIds: ['app', 'console'],
      functionFor: (route) => someFunction(scope, route),
    });
    api.addWebRoutes((route) => (web.includes(route) ? someFunction(scope, route) : undefined));
  });

interface DeployedRoute {
  RouteKey: string;
  AuthorizationType: string;
  AuthorizerId?: unknown;
}

const routesOf = (api: Template): DeployedRoute[] =>
  Object.values(api.findResources('AWS::ApiGatewayV2::Route')).map((route) => route['Properties'] as DeployedRoute);

describe('the HTTP API', () => {
  test('has the routes of the route table and no others', () => {
    expect(
      routesOf(template())
        .map(({ RouteKey }) => RouteKey)
        .toSorted(),
    ).toEqual(
      Object.values(routes)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
  });

  test('lets each route in as its access says: by token, by signature, or past the gateway', () => {
    const kinds = { session: 'JWT', 'sign-in': 'JWT', 'signed-out-session': 'NONE', service: 'AWS_IAM' };
    expect(
      new Map(routesOf(template()).map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType])),
    ).toEqual(new Map(Object.values(routes).map(({ method, path, access }) => [`${method} ${path}`, kinds[access]])));
  });

  test('asks for a token of this issuer and for these clients', () => {
    const api = template();
    const byToken = routesOf(api).filter(({ AuthorizationType }) => AuthorizationType === 'JWT');
    expect(new Set(byToken.map(({ AuthorizerId }) => JSON.stringify(AuthorizerId))).size).toBe(1);
    api.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.org', Audience: ['app', 'console'] },
    });
    api.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
  });

  test('only what a signed-out device has left to say comes past the gateway', () => {
    const open = routesOf(template()).filter(({ AuthorizationType }) => AuthorizationType === 'NONE');
    expect(open.map(({ RouteKey }) => RouteKey)).toEqual(['POST /v1/sessions/current/confirm-sign-out']);
  });

  test('the dashboard’s back end has its paths past the gateway, where there is a function for them', () => {
    const known = new Set(routesOf(template()).map(({ RouteKey }) => RouteKey));
    const added = routesOf(template({}, ['web-sign-in', 'web-api', 'web-page'])).filter(
      ({ RouteKey }) => !known.has(RouteKey),
    );
    expect(added.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(
      [webRoutes['web-sign-in'], webRoutes['web-api'], webRoutes['web-page']]
        .flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`))
        .toSorted(),
    );
    expect(new Set(added.map(({ AuthorizationType }) => AuthorizationType))).toEqual(new Set(['NONE']));
  });

  test('gives each route a function of its own, in payload format 2.0', () => {
    const api = template();
    api.allResourcesProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
    });
    const integrations = Object.values(api.findResources('AWS::ApiGatewayV2::Integration'));
    const targets = new Set(
      integrations.map((integration) => JSON.stringify(integration['Properties'].IntegrationUri)),
    );
    expect(targets.size).toBe(Object.keys(routes).length);
  });

  test('lets API Gateway call each function for its own route alone', () => {
    const permissions = Object.values(template().findResources('AWS::Lambda::Permission'));
    const sources = permissions.map((permission) => JSON.stringify(permission['Properties'].SourceArn));
    expect(new Set(sources).size).toBe(new Set(Object.values(routes).map(({ path }) => path)).size);
    for (const source of sources) expect(source).toMatch(/\/v1\//);
  });

  test('is throttled', () => {
    template().hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 },
    });
  });

  test('logs each request as JSON, with no address, no token, no path and no account', () => {
    const [stage] = Object.values(template().findResources('AWS::ApiGatewayV2::Stage'));
    const format: unknown = stage?.['Properties'].AccessLogSettings.Format;
    const fields = Object.values(JSON.parse(String(format)) as Record<string, string>);
    expect(fields).toContain('$context.requestId');
    expect(fields.filter((field) => /sourceIp|userAgent|claims|header|\.path$|identity/i.test(field))).toEqual([]);
  });

  test('keeps its log as long as it is told', () => {
    template().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('no web page of another origin may call it, unless named', () => {
    template().hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });

  test('a named origin may call it, with every method of the route table and without cookies', () => {
    expect(new Set(Object.values(routes).map(({ method }) => method))).toEqual(
      new Set(['GET', 'POST', 'PATCH', 'DELETE']),
    );
    template({ allowedOrigins: ['https://app.example.org'] }).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['https://app.example.org'],
        AllowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
        AllowHeaders: ['authorization', 'content-type'],
        AllowCredentials: Match.absent(),
      },
    });
  });
});
