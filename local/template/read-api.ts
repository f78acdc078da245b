import { type Properties, readProperties } from './properties.ts';
import type { ApiSpec, AuthorizerSpec, CorsSpec, FunctionSpec, ThrottleSpec } from './stack.ts';
import { TemplateError } from './template.ts';

type ResourcesOfType = (type: string) => { logicalId: string; properties: Properties; ref: string }[];

/** The HTTP API with its routes; one API and one stage, as the gateway has one port. */
export function readApi(ofType: ResourcesOfType, functions: readonly FunctionSpec[]): ApiSpec {
  const apis = ofType('AWS::ApiGatewayV2::Api');
  const stages = ofType('AWS::ApiGatewayV2::Stage');
  const [api] = apis;
  const [stage] = stages;
  if (api === undefined || stage === undefined || apis.length + stages.length > 2) {
    throw new TemplateError('The local run has one HTTP API with one stage, the template has more or less');
  }
  api.properties.only('CorsConfiguration', 'Description', 'DisableExecuteApiEndpoint', 'Name', 'ProtocolType', 'Tags');
  stage.properties.only(
    'AccessLogSettings',
    'ApiId',
    'AutoDeploy',
    'DefaultRouteSettings',
    'Description',
    'RouteSettings',
    'StageName',
    'Tags',
  );
  if (stage.properties.text('StageName') !== '$default') {
    throw new TemplateError(`${stage.logicalId}: the local run knows the stage $default alone`);
  }

  const authorizers = new Map(
    ofType('AWS::ApiGatewayV2::Authorizer').map(({ ref, properties }) => [ref, readAuthorizer(properties)]),
  );
  const targets = new Map(
    ofType('AWS::ApiGatewayV2::Integration').map(({ ref, properties }) => [
      `integrations/${ref}`,
      readIntegration(properties, functions),
    ]),
  );
  const access = stage.properties.group('AccessLogSettings');
  return {
    id: api.ref,
    routes: ofType('AWS::ApiGatewayV2::Route').map(({ logicalId, properties }) => {
      properties.only(
        'ApiId',
        'AuthorizationScopes',
        'AuthorizationType',
        'AuthorizerId',
        'OperationName',
        'RouteKey',
        'Target',
      );
      const functionName = targets.get(properties.text('Target'));
      if (functionName === undefined) throw new TemplateError(`${logicalId}: its integration is missing`);
      const key = properties.text('RouteKey');
      const authorization = properties.has('AuthorizationType') ? properties.text('AuthorizationType') : 'NONE';
      const authorizer = authorization === 'JWT' ? authorizers.get(properties.text('AuthorizerId')) : undefined;
      if (authorization !== 'NONE' && authorizer === undefined) {
        throw new TemplateError(`${logicalId}: the local run knows JWT authorizers, not ${authorization}`);
      }
      const settings = stage.properties.group('RouteSettings');
      return {
        key,
        functionName,
        scopes: properties.texts('AuthorizationScopes'),
        ...(authorizer !== undefined && { authorizer }),
        ...(settings.has(key) && { throttle: readThrottle(settings.group(key)) }),
      };
    }),
    throttle: readThrottle(stage.properties.group('DefaultRouteSettings')),
    ...(api.properties.has('CorsConfiguration') && { cors: readCors(api.properties.group('CorsConfiguration')) }),
    ...(access.has('Format') && { accessLogFormat: access.text('Format') }),
  };
}

function readAuthorizer(properties: Properties): AuthorizerSpec {
  properties.only('ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'Name');
  const type = properties.text('AuthorizerType');
  if (type !== 'JWT') throw new TemplateError(`${properties.where}: the local run knows JWT authorizers, not ${type}`);
  const jwt = properties.group('JwtConfiguration').only('Audience', 'Issuer');
  return {
    issuer: jwt.text('Issuer'),
    audience: jwt.texts('Audience'),
    identitySources: properties.texts('IdentitySource'),
  };
}

function readIntegration(properties: Properties, functions: readonly FunctionSpec[]): string {
  properties.only('ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'IntegrationMethod');
  if (properties.text('IntegrationType') !== 'AWS_PROXY' || properties.text('PayloadFormatVersion') !== '2.0') {
    throw new TemplateError(`${properties.where}: the local run knows functions with payload format 2.0`);
  }
  const uri = properties.text('IntegrationUri');
  // Either the function's own ARN or the one that API Gateway invokes it by.
  const fn = functions.find(({ arn }) => uri === arn || uri.includes(`/functions/${arn}/`));
  if (fn === undefined) throw new TemplateError(`${properties.where}: no function ${uri}`);
  return fn.name;
}

function readThrottle(properties: Properties): ThrottleSpec {
  properties.only('DetailedMetricsEnabled', 'ThrottlingBurstLimit', 'ThrottlingRateLimit');
  return {
    requestsPerSecond: properties.number('ThrottlingRateLimit', Infinity),
    burst: properties.number('ThrottlingBurstLimit', Infinity),
  };
}

function readCors(properties: Properties): CorsSpec {
  readProperties(properties.all, properties.where).only(
    'AllowCredentials',
    'AllowHeaders',
    'AllowMethods',
    'AllowOrigins',
    'ExposeHeaders',
    'MaxAge',
  );
  return {
    origins: properties.texts('AllowOrigins'),
    methods: properties.texts('AllowMethods'),
    headers: properties.texts('AllowHeaders').map((name) => name.toLowerCase()),
    exposedHeaders: properties.texts('ExposeHeaders'),
    credentials: properties.flag('AllowCredentials'),
    ...(properties.has('MaxAge') && { maxAgeSeconds: properties.number('MaxAge', 0) }),
  };
}
