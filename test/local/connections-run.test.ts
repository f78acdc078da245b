import { expect, test } from '@jest/globals';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Build } from '../../local/build/load-build.ts';
import { eventually } from '../support/eventually.ts';
import { call } from './fixture/call.ts';
import { openClient } from './fixture/start-connections-fixture.ts';
import { fixtureBuild, startFixture } from './fixture/start-fixture.ts';

/** The fixture with a WebSocket API beside its HTTP API, in front of the same function. */
function buildWithConnections(): Build {
  const build = fixtureBuild({ seenFolder: '/tmp' });
  const ApiId = { Ref: 'Connections' };
  Object.assign(build.template.Resources, {
    Connections: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'c', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    },
    ConnectionsStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId,
        StageName: 'v1',
        AutoDeploy: true,
        AccessLogSettings: { DestinationArn: 'arn:aws:logs:…', Format: '$context.eventType $context.connectionId' },
      },
    },
    ConnectIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: { 'Fn::GetAtt': ['Echo', 'Arn'] } },
    },
    ConnectRoute: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId,
        RouteKey: '$connect',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ConnectIntegration' }]] },
      },
    },
  });
  const address = { 'Fn::Sub': '${Connections}.execute-api.${AWS::Region}.${AWS::URLSuffix}/v1' };
  Object.assign(build.template.Outputs ?? {}, {
    ConnectionsUrl: { Value: { 'Fn::Join': ['', ['wss://', address]] } },
    ConnectionsCallbackUrl: { Value: { 'Fn::Join': ['', ['https://', address]] } },
  });
  return build;
}

test('a stack with a WebSocket API holds connections beside its HTTP API, until the run ends', async () => {
  const fixture = await startFixture({}, { build: buildWithConnections() });
  try {
    const { outputs, endpoints } = fixture.local;
    expect(outputs['ConnectionsUrl']).toBe(`${endpoints.connections.replace('http', 'ws')}/v1`);
    const { messages, closed } = await openClient(`${outputs['ConnectionsUrl']}?do=log`);
    const log = join(fixture.folder, 'state', 'connections.log');
    const [, ConnectionId = ''] = await eventually(async () => {
      const line = readFileSync(log, 'utf8').trim().split(' ');
      expect(line).toEqual(['CONNECT', expect.any(String)]);
      return line;
    });

    const client = new ApiGatewayManagementApiClient({
      region: 'us-east-1',
      endpoint: outputs['ConnectionsCallbackUrl'] ?? '',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await client.send(new PostToConnectionCommand({ ConnectionId, Data: 'hello' }));
    await eventually(async () => expect(messages).toEqual(['hello']));
    expect(await call(`${endpoints.api}/open?do=log`)).toMatchObject({ status: 204 });

    const restarted = fixture.restart();
    expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
    await restarted;
  } finally {
    await fixture.close();
  }
});
