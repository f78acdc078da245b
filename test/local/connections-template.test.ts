import { beforeAll, expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template as Synthesised } from 'aws-cdk-lib/assertions';
import {
  HttpApi,
  HttpMethod,
  LogGroupLogDestination,
  WebSocketApi,
  WebSocketStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { nameResources } from '../../local/template/name-resources.ts';
import { readStack } from '../../local/template/read-stack.ts';
import type { Stack as StackSpec } from '../../local/template/stack.ts';
import type { Template } from '../../local/template/template.ts';

const naming = {
  stackName: 'two-apis',
  region: 'us-east-1',
  account: '000000000000',
  endpoints: {
    api: 'http://127.0.0.1:4000',
    connections: 'http://127.0.0.1:4006',
    cognito: 'http://127.0.0.1:4001',
    sqs: 'http://127.0.0.1:4003',
  },
};

/** What the CDK really emits for both kinds of API. */
function synthesise(): Template {
  const stack = new Stack(new App(), 'TwoApis');
  const fn = (id: string) =>
    new Function(stack, id, { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('x') });
  const http = new HttpApi(stack, 'Http');
  http.addRoutes({
    path: '/v1/introspect',
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration('Introspect', fn('Introspect')),
    authorizer: new HttpIamAuthorizer(),
  });
  const answer = fn('Answer');
  const api = new WebSocketApi(stack, 'Connections', {
    description: 'for devices',
    connectRouteOptions: { integration: new WebSocketLambdaIntegration('Open', fn('Open')) },
    disconnectRouteOptions: { integration: new WebSocketLambdaIntegration('Close', fn('Close')) },
    defaultRouteOptions: { integration: new WebSocketLambdaIntegration('Answer', answer), returnResponse: true },
  });
  api.addRoute('ping', { integration: new WebSocketLambdaIntegration('Ping', answer) });
  const stage = new WebSocketStage(stack, 'Stage', {
    webSocketApi: api,
    stageName: 'v1',
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: { rateLimit: 100, burstLimit: 50 },
    accessLogSettings: { destination: new LogGroupLogDestination(new LogGroup(stack, 'Log')) },
  });
  answer.addEnvironment('CONNECTIONS_ENDPOINT', stage.callbackUrl);
  answer.addEnvironment('CONNECTIONS_URL', stage.url);
  api.grantManageConnections(answer);
  return Synthesised.fromStack(stack).toJSON() as Template;
}

const read = (template: Template): StackSpec =>
  readStack({ ...naming, template, names: nameResources({ ...naming, template }) });

let template: Template;
beforeAll(() => {
  template = synthesise();
});

/** The template with other properties of the one resource of a type, or the one with these of its own. */
function changed(type: string, properties: Record<string, unknown>, like: Record<string, unknown> = {}): Template {
  const copy = structuredClone(template);
  const found = Object.values(copy.Resources).find(
    ({ Type, Properties = {} }) =>
      Type === `AWS::ApiGatewayV2::${type}` &&
      Object.entries(like).every(([name, value]) => Properties[name] === value),
  );
  if (found === undefined) throw new Error(type);
  found.Properties = { ...found.Properties, ...properties };
  return copy;
}
const webSocket = { ProtocolType: 'WEBSOCKET' };

test('what the CDK emits for an HTTP API and a WebSocket API is told apart', () => {
  const { api, connectionsApi } = read(template);
  expect(api.routes).toEqual([
    { key: 'POST /v1/introspect', functionName: expect.stringContaining('Introspect'), signed: true, scopes: [] },
  ]);
  const route = (key: string, name: string, answers = false) => ({
    key,
    functionName: expect.stringMatching(`^two-apis-${name}`),
    answers,
    timeoutMs: 29_000,
  });
  expect(connectionsApi).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    stage: 'v1',
    routeSelection: ['action'],
    routes: expect.arrayContaining([
      route('$connect', 'Open'),
      route('$disconnect', 'Close'),
      route('$default', 'Answer', true),
      route('ping', 'Answer'),
    ]),
    throttle: { requestsPerSecond: 100, burst: 50 },
    accessLogFormat: expect.stringContaining('$context.eventType $context.routeKey $context.connectionId'),
  });
  expect(connectionsApi?.id).not.toBe(api.id);
});

test('functions get the addresses of this machine', () => {
  const answer = read(template).functions.find(({ name }) => name.includes('Answer'));
  expect(answer?.environment).toEqual({
    CONNECTIONS_ENDPOINT: 'http://127.0.0.1:4006/v1',
    CONNECTIONS_URL: 'ws://127.0.0.1:4006/v1',
  });
});

test('a stack without a WebSocket API has none', () => {
  const copy = structuredClone(template);
  const api = Object.entries(copy.Resources).find(([, { Properties }]) => Properties?.['ProtocolType'] === 'WEBSOCKET');
  for (const [logicalId, { Type, Properties }] of Object.entries(copy.Resources)) {
    const isOfApi = JSON.stringify(Properties?.['ApiId'] ?? '') === JSON.stringify({ Ref: api?.[0] });
    if (logicalId === api?.[0] || isOfApi || Type === 'AWS::Lambda::Permission') delete copy.Resources[logicalId];
    else if (Type === 'AWS::Lambda::Function') delete Properties?.['Environment'];
  }
  expect(read(copy).connectionsApi).toBeUndefined();
});

test('what the local run does not know of a WebSocket API stops the start, by name', () => {
  expect(() => read(changed('Api', { ApiKeySelectionExpression: '$request.header.x-api-key' }, webSocket))).toThrow(
    'ApiKeySelectionExpression',
  );
  expect(() => read(changed('Api', { RouteSelectionExpression: '$request.header.route' }, webSocket))).toThrow(
    '$request.header.route',
  );
  expect(() => read(changed('Api', { ProtocolType: 'MQTT' }, webSocket))).toThrow('MQTT');
  expect(() => read(changed('Stage', { StageVariables: {} }, { StageName: 'v1' }))).toThrow('StageVariables');
  expect(() => read(changed('Route', { AuthorizationType: 'CUSTOM' }, { RouteKey: '$connect' }))).toThrow(
    'authorizers',
  );
  expect(() => read(changed('Route', { ModelSelectionExpression: 'x' }, { RouteKey: 'ping' }))).toThrow(
    'ModelSelectionExpression',
  );
  expect(() => read(changed('Route', { ApiId: 'elsewhere' }, { RouteKey: 'ping' }))).toThrow('elsewhere');
  expect(() => read(changed('RouteResponse', { RouteResponseKey: 'other' }))).toThrow('$default');
});

test('two APIs of one kind stop the start', () => {
  const copy = structuredClone(template);
  copy.Resources['Another'] = {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { Name: 'x', ...webSocket, RouteSelectionExpression: '$request.body.action' },
  };
  expect(() => read(copy)).toThrow('one WEBSOCKET API');
});
