import { describe, expect, test } from '@jest/globals';
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Connections, type ConnectionsProps } from '../../infra/constructs/connections.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const template = (props: Partial<ConnectionsProps> = {}): Template =>
  templateOf((scope) => {
    const connections = new Connections(scope, 'Connections', {
      throttle: { requestsPerSecond: 100, burst: 50 },
      apiGatewayLogRole: 'create',
      logRetention: 30,
      logRemovalPolicy: RemovalPolicy.DESTROY,
      ...props,
    });
    connections.route({
      open: someFunction(scope, 'Open'),
      answer: someFunction(scope, 'Answer'),
      close: someFunction(scope, 'Close'),
    });
    return [
      new CfnOutput(scope, 'Url', { value: connections.url }),
      new CfnOutput(scope, 'ManagementUrl', { value: connections.managementUrl }),
      new CfnOutput(scope, 'Arns', { value: Stack.of(scope).toJsonString(connections.arns) }),
    ];
  });

/** `wss://<id>.execute-api.<AWS::Region>.<AWS::URLSuffix>/v1`, as CloudFormation joins it. */
const joined = (value: unknown): string => {
  const { Ref: ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map((part) => (typeof part === 'string' ? part : joined(part))).join(join[0]);
  return `<${ref?.replace(/^ConnectionsGateway\w+$/, 'id')}>`;
};

const outputOf = (connections: Template, name: string): string =>
  joined(connections.findOutputs(name)[name]?.['Value']);

describe('open connections', () => {
  test('have a route to begin, one for every message, and one for the end, each with its function', () => {
    const connections = template();
    const routes = Object.values(connections.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.map((route) => route['Properties'].RouteKey as string).toSorted()).toEqual([
      '$connect',
      '$default',
      '$disconnect',
    ]);
    connections.resourceCountIs('AWS::ApiGatewayV2::Integration', 3);
    connections.resourceCountIs('AWS::Lambda::Permission', 3);
  });

  test('answer a message with what the function returns', () => {
    const connections = template();
    connections.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: '$default',
      RouteResponseSelectionExpression: '$default',
    });
    connections.resourceCountIs('AWS::ApiGatewayV2::RouteResponse', 1);
  });

  test('are throttled', () => {
    template().hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: 'v1',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50, DataTraceEnabled: Match.absent() },
    });
  });

  test('are logged without address, query or message: the query holds a ticket', () => {
    const [stage] = Object.values(template().findResources('AWS::ApiGatewayV2::Stage'));
    const format: unknown = stage?.['Properties'].AccessLogSettings.Format;
    const fields = Object.values(JSON.parse(String(format)) as Record<string, string>);
    expect(fields).toContain('$context.requestId');
    expect(fields.filter((field) => /sourceIp|userAgent|query|\.path$|identity|messageId/i.test(field))).toEqual([]);
  });

  test('say where devices connect, and where functions send', () => {
    const connections = template();
    expect(outputOf(connections, 'Url')).toBe('wss://<id>.execute-api.<AWS::Region>.<AWS::URLSuffix>/v1');
    expect(outputOf(connections, 'ManagementUrl')).toBe('https://<id>.execute-api.<AWS::Region>.<AWS::URLSuffix>/v1');
  });

  test('can be sent to and ended by who has the right, on this API and this stage alone', () => {
    const arns = JSON.parse(outputOf(template(), 'Arns')) as string[];
    expect(arns).toEqual(
      ['POST', 'DELETE'].map(
        (method) => `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<id>/v1/${method}/@connections/*`,
      ),
    );
  });

  test('bring the role by which API Gateway logs, which stays for the other APIs of the account', () => {
    const connections = template();
    for (const type of ['AWS::ApiGateway::Account', 'AWS::IAM::Role']) {
      connections.hasResource(type, { DeletionPolicy: 'Retain' });
    }
    connections.hasResource('AWS::ApiGatewayV2::Stage', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ConnectionsLogAccount')]),
    });
  });

  test('leave that role alone where the account has one', () => {
    template({ apiGatewayLogRole: 'present' }).resourceCountIs('AWS::ApiGateway::Account', 0);
  });
});
