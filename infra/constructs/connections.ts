import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface ConnectionsProps {
  throttle: { requestsPerSecond: number; burst: number };
  apiGatewayLogRole: 'create' | 'present';
  logRetention: RetentionDays;
  logRemovalPolicy: RemovalPolicy;
}

/** No address and no query: the ticket that opens a connection is in its query. */
const accessLogFields = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  connectionId: '$context.connectionId',
  event: '$context.eventType',
  route: '$context.routeKey',
  status: '$context.status',
  integrationLatencyMs: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  gatewayError: '$context.error.responseType',
};

/** The WebSocket API: what is connected is told of its sign-out at once. */
export class Connections extends Construct {
  readonly api: WebSocketApi;
  /** Where devices connect, with their ticket in the query. */
  readonly url: string;
  /** Where functions send to a connection, or end it. */
  readonly managementUrl: string;
  /** The connections themselves, to send to and to end. */
  readonly arns: string[];

  constructor(scope: Construct, id: string, props: ConnectionsProps) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Gateway', {
      apiName: `${Stack.of(this).stackName}-connections`,
      description: 'Remote Sign-Out: open connections',
      // Every message is a `$default` one: there is one kind, and anything else is answered as an error.
      routeSelectionExpression: '$request.body.type',
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: props.logRetention,
      removalPolicy: props.logRemovalPolicy,
    });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: 'v1',
      autoDeploy: true,
      throttle: { rateLimit: props.throttle.requestsPerSecond, burstLimit: props.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    if (props.apiGatewayLogRole === 'create') stage.node.addDependency(this.logRole());
    this.url = stage.url;
    this.managementUrl = stage.callbackUrl;
    this.arns = ['POST', 'DELETE'].map((method) => this.api.arnForExecuteApiV2(`${method}/@connections/*`, 'v1'));
  }

  /** Gives each route its function. Not from the start, for two of them are told where the connections are. */
  route({ open, answer, close }: Record<'open' | 'answer' | 'close', IFunction>): void {
    const to = (name: string, fn: IFunction) => ({ integration: new WebSocketLambdaIntegration(name, fn) });
    const routes = [
      this.api.addRoute('$connect', to('open', open)),
      // What the function returns is sent to the device.
      this.api.addRoute('$default', { ...to('answer', answer), returnResponse: true }),
      this.api.addRoute('$disconnect', to('close', close)),
    ];
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'A ticket for one connection opens it, which the function takes; its later messages come over it.',
      });
    }
  }

  /** Stays when the stack goes: it serves every API of the account in this region. */
  private logRole(): CfnAccount {
    const managed = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    const role = new Role(this, 'LogRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(managed)],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${managed}]`,
      reason: 'API Gateway takes no role with less: it writes the logs of every API of the account.',
    });
    const account = new CfnAccount(this, 'LogAccount', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}
