import { findFunction } from './find-function.ts';
import type { Properties } from './properties.ts';
import { readThrottle } from './read-throttle.ts';
import { type Named, type ResourcesOfType, selectApi } from './select-api.ts';
import type { ConnectionRouteSpec, ConnectionsApiSpec, FunctionSpec } from './stack.ts';
import { TemplateError } from './template.ts';

/** API Gateway waits no longer for a function. */
const timeoutMsMax = 29_000;

/** The WebSocket API with its routes; undefined when the template has none. */
export function readConnectionsApi(
  ofType: ResourcesOfType,
  functions: readonly FunctionSpec[],
): ConnectionsApiSpec | undefined {
  const selected = selectApi(ofType, 'WEBSOCKET');
  if (selected === undefined) return undefined;
  const { api, stage, ofApi } = selected;
  api.properties.only(
    'Description',
    'DisableExecuteApiEndpoint',
    'IpAddressType',
    'Name',
    'ProtocolType',
    'RouteSelectionExpression',
    'Tags',
  );

  const integrations = new Map(
    ofApi('Integration').map(({ ref, properties }) => [`integrations/${ref}`, readIntegration(properties, functions)]),
  );
  const answering = new Set(ofApi('RouteResponse').map(({ properties }) => readRouteResponse(properties)));
  const settings = stage.properties.group('RouteSettings');
  const readRoute = ({ logicalId, ref, properties }: Named): ConnectionRouteSpec => {
    properties.only(
      'ApiId',
      'ApiKeyRequired',
      'AuthorizationType',
      'OperationName',
      'RouteKey',
      'RouteResponseSelectionExpression',
      'Target',
    );
    const integration = integrations.get(properties.text('Target'));
    if (integration === undefined) throw new TemplateError(`${logicalId}: its integration is missing`);
    const authorization = properties.has('AuthorizationType') ? properties.text('AuthorizationType') : 'NONE';
    if (authorization !== 'NONE' || properties.flag('ApiKeyRequired')) {
      throw new TemplateError(`${logicalId}: the local run opens connections without authorizers and API keys`);
    }
    const key = properties.text('RouteKey');
    return {
      key,
      ...integration,
      // Both are needed: the expression opens the way back, the response is what goes it.
      answers: properties.has('RouteResponseSelectionExpression') && answering.has(ref),
      ...(settings.has(key) && { throttle: readThrottle(settings.group(key)) }),
    };
  };

  const access = stage.properties.group('AccessLogSettings');
  return {
    id: api.ref,
    stage: stage.properties.text('StageName'),
    routeSelection: readSelection(api.properties),
    routes: ofApi('Route').map(readRoute),
    throttle: readThrottle(stage.properties.group('DefaultRouteSettings')),
    ...(access.has('Format') && { accessLogFormat: access.text('Format') }),
  };
}

function readIntegration(
  properties: Properties,
  functions: readonly FunctionSpec[],
): { functionName: string; timeoutMs: number } {
  properties.only('ApiId', 'IntegrationMethod', 'IntegrationType', 'IntegrationUri', 'TimeoutInMillis');
  if (properties.text('IntegrationType') !== 'AWS_PROXY') {
    throw new TemplateError(`${properties.where}: the local run knows functions as AWS_PROXY`);
  }
  return {
    functionName: findFunction(properties, functions).name,
    timeoutMs: properties.number('TimeoutInMillis', timeoutMsMax),
  };
}

/** @returns the route that it belongs to */
function readRouteResponse(properties: Properties): string {
  properties.only('ApiId', 'RouteId', 'RouteResponseKey');
  if (properties.text('RouteResponseKey') !== '$default') {
    throw new TemplateError(`${properties.where}: the local run knows the route response $default alone`);
  }
  return properties.text('RouteId');
}

/** `$request.body.action`, also with braces. */
function readSelection(properties: Properties): string[] {
  const expression = properties.text('RouteSelectionExpression');
  const [, path] = /^\$\{?request\.body\.([\w.]+)\}?$/.exec(expression) ?? [];
  if (path === undefined) {
    throw new TemplateError(`${properties.where}: the route selection ${expression} is not known here`);
  }
  return path.split('.');
}
