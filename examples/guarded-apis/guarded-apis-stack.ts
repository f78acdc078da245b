import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  LambdaIntegration,
  LogGroupLogDestination as RestLogDestination,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, type IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { SessionAuthorizer, type SessionAuthorizerProps } from '../../infra/constructs/session-authorizer.ts';

/** Another team's stack: an HTTP API and a REST API for orders, open only to sessions that are signed in. */
export class GuardedApisStack extends Stack {
  constructor(scope: Construct, id: string, props: SessionAuthorizerProps) {
    super(scope, id, { description: 'Orders: two APIs that a signed-out device no longer gets into' });
    const sessions = new SessionAuthorizer(this, 'Sessions', props);
    const orders = this.ordersFunction();

    this.httpApi(sessions, orders);
    this.restApi(sessions, orders);
  }

  private httpApi(sessions: SessionAuthorizer, orders: IFunction): void {
    const api = new HttpApi(this, 'HttpApi', {
      createDefaultStage: false,
      // For every route, also for those that are added later.
      defaultAuthorizer: sessions.httpAuthorizer,
    });
    api.addRoutes({
      path: '/orders',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Orders', orders),
    });
    api.addStage('Stage', {
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 50 },
      accessLogSettings: { destination: new LogGroupLogDestination(this.accessLog('HttpAccessLog')) },
    });
  }

  private restApi(sessions: SessionAuthorizer, orders: IFunction): void {
    const api = new RestApi(this, 'RestApi', {
      defaultMethodOptions: {
        authorizer: sessions.restAuthorizer,
        authorizationType: AuthorizationType.CUSTOM,
      },
      deployOptions: {
        throttlingRateLimit: 100,
        throttlingBurstLimit: 50,
        accessLogDestination: new RestLogDestination(this.accessLog('RestAccessLog')),
      },
      cloudWatchRole: false,
    });
    api.root.addResource('orders').addMethod('GET', new LambdaIntegration(orders));
    // API Gateway would answer 403. A REST API can say more: 401, and the reason in the words of Remote Sign-Out.
    api.addGatewayResponse('NotAuthorized', {
      type: ResponseType.ACCESS_DENIED,
      statusCode: '401',
      responseHeaders: { 'www-authenticate': `'Bearer error="invalid_token"'`, 'cache-control': "'no-store'" },
      templates: { 'application/json': '{"code":"$context.authorizer.reason"}' },
    });
    acknowledgeRestApi(api);
  }

  private ordersFunction(): IFunction {
    const orders = new LambdaFunction(this, 'Orders', {
      code: Code.fromAsset(join(import.meta.dirname, 'orders')),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(5),
    });
    Validations.of(orders).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: 'The function of an example does nothing but write its log.',
    });
    return orders;
  }

  private accessLog(id: string): LogGroup {
    return new LogGroup(this, id, { retention: RetentionDays.ONE_MONTH });
  }
}

/** What cdk-nag would have a REST API do that this example does not need. */
const acknowledgeRestApi = (api: RestApi): void => {
  const reasons = {
    'AwsSolutions-APIG2': 'There is nothing in these requests to validate.',
    'AwsSolutions-APIG3': 'A firewall is the choice of whoever runs the API.',
    'AwsSolutions-APIG6': 'The access log says what is needed.',
    'AwsSolutions-COG4': 'SessionAuthorizer verifies the token of the user pool, and the session as well.',
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(api).acknowledge({ id, reason });
};
