import { type Properties, readProperties } from './properties.ts';
import { readThrottle } from './read-throttle.ts';
import { type ResourcesOfType, selectApi } from './select-api.ts';
import type { ApiSpec, AuthorizerSpec, CorsSpec, FunctionSpec } from './stack.ts';
import { findFunction } from './find-function.ts';
import { TemplateError } from './template.ts';

/** The HTTP API with its routes. */
export function readApi(ofType: ResourcesOfType, functions: readonly FunctionSpec[]): ApiSpec {
  const selected = selectApi(ofType, 'HTTP');
  if (selected === undefined) throw new TemplateError('The template has no HTTP API');
  const { api, stage, ofApi } = selected;
  api.properties.only('CorsConfiguration', 'Description', 'DisableExecuteApiEndpoint', 'Name', 'ProtocolType', 'Tags');
  if (stage.properties.text('StageName') !== '$default') {
    throw new TemplateError(`${stage.logicalId}: the local run knows the stage $default alone`);
  }

  const authorizers = new Map(ofApi('Authorizer').map(({ ref, properties }) => [ref, readAuthorizer(properties)]));
  const targets = new Map(
    ofApi('Integration').map(({ ref, properties }) => [`integrations/${ref}`, readIntegration(properties, functions)]),
  );
  const access = stage.properties.group('AccessLogSettings');
  return {
    id: api.ref,
    routes: ofApi('Route').map(({ logicalId, properties }) => {
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
      const signed = authorization === 'AWS_IAM';
      const authorizer = authorization === 'JWT' ? authorizers.get(properties.text('AuthorizerId')) : undefined;
      if (authorization !== 'NONE' && !signed && authorizer === undefined) {
        throw new TemplateError(`${logicalId}: the local run knows JWT authorizers and AWS_IAM, not ${authorization}`);
      }
      const settings = stage.properties.group('RouteSettings');
      return {
        key,
        functionName,
        signed,
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
  return findFunction(properties, functions).name;
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
