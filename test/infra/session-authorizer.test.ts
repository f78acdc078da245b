import { afterAll, describe, expect, test } from '@jest/globals';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Match } from 'aws-cdk-lib/assertions';
import { join } from 'node:path';
import { readVariables } from '../../functions/authorize-session/env.ts';
import { SessionAuthorizer, type SessionAuthorizerProps } from '../../infra/constructs/session-authorizer.ts';
import { dummyCode } from './support/dummy-code.ts';
import { templateOf } from './support/template-of.ts';

const { codeRoot, remove } = dummyCode();
const codeFolder = join(codeRoot, 'authorize-session');

/** With an HTTP API and a REST API behind it. */
const template = (props: Partial<SessionAuthorizerProps> = {}) =>
  templateOf((scope) => {
    const sessions = new SessionAuthorizer(scope, 'Sessions', {
      sessionsTableName: 'remote-sign-out-sessions',
      userPoolId: 'eu-central-1_AbCdEf123',
      clientIds: ['app', 'console'],
      codeFolder,
      ...props,
    });
    new HttpApi(scope, 'Http', { defaultAuthorizer: sessions.httpAuthorizer }).addRoutes({
      path: '/',
      methods: [HttpMethod.GET],
      integration: new HttpUrlIntegration('Url', 'https://example.org'),
    });
    new RestApi(scope, 'Rest').root.addMethod('GET', undefined, { authorizer: sessions.restAuthorizer });
  });

describe('the session authorizer', () => {
  afterAll(remove);

  test('is asked by an HTTP API at every request, and answers it plainly', () => {
    template().hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
      EnableSimpleResponses: true,
      AuthorizerPayloadFormatVersion: '2.0',
      IdentitySource: ['$request.header.Authorization'],
    });
  });

  test('is asked by a REST API at every request', () => {
    template().hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'REQUEST',
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: 'method.request.header.Authorization',
    });
    template().hasResourceProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: Match.stringLikeRegexp('^SessionsRest') },
    });
  });

  test('may read items of the one table, by their keys, and write its own log: nothing else', () => {
    const policies = Object.values(template().findResources('AWS::IAM::Policy'));
    const statements = policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement as unknown[]);
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^SessionsFunctionLog/), 'Arn'] },
      },
      {
        Effect: 'Allow',
        Action: 'dynamodb:BatchGetItem',
        Resource: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':dynamodb:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':table/remote-sign-out-sessions',
            ],
          ],
        },
      },
    ]);
    for (const role of Object.values(template().findResources('AWS::IAM::Role', isOfTheFunction))) {
      expect(role['Properties']).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  test('is told which table, which pool and which clients, and answers before API Gateway gives up', () => {
    template().hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          CLIENTS: '{"app":{},"console":{}}',
          POWERTOOLS_LOG_LEVEL: 'INFO',
          SESSIONS_TABLE_NAME: 'remote-sign-out-sessions',
          USER_POOL_ID: 'eu-central-1_AbCdEf123',
        },
      },
      Timeout: 9,
      MemorySize: 1024,
      FunctionName: 'test-authorize-session-sessions',
    });
  });

  test('reads the variables that it is given, and says which of them is missing', () => {
    const [fn] = Object.values(template().findResources('AWS::Lambda::Function', { Properties: { Timeout: 9 } }));
    const { POWERTOOLS_LOG_LEVEL: _, ...given } = (fn?.['Properties'].Environment.Variables ?? {}) as Record<
      string,
      string
    >;
    const before = process.env;
    try {
      process.env = { ...given };
      expect(Object.keys(readVariables()).toSorted()).toEqual(Object.keys(given).toSorted());
      for (const variable of Object.keys(given)) {
        const { [variable]: _missing, ...rest } = given;
        process.env = rest;
        expect(readVariables).toThrow(new Error(`environment variables are missing or wrong: ${variable}`));
      }
    } finally {
      process.env = before;
    }
  });

  test('can be called by the authorizers of these two APIs, and by nobody else', () => {
    const permissions = Object.values(template().findResources('AWS::Lambda::Permission'));
    expect(permissions).toHaveLength(2);
    for (const permission of permissions) {
      expect(permission['Properties']).toMatchObject({ Principal: 'apigateway.amazonaws.com' });
      expect(JSON.stringify(permission['Properties'].SourceArn)).toContain('/authorizers/');
    }
  });

  test('serves an HTTP API alone as well', () => {
    const alone = templateOf((scope) => {
      const { httpAuthorizer } = new SessionAuthorizer(scope, 'Sessions', {
        sessionsTableName: 'table',
        userPoolId: 'eu-central-1_AbCdEf123',
        clientIds: ['app'],
        codeFolder,
      });
      new HttpApi(scope, 'Http', { defaultAuthorizer: httpAuthorizer }).addRoutes({
        path: '/',
        integration: new HttpUrlIntegration('Url', 'https://example.org'),
      });
    });
    alone.resourceCountIs('AWS::ApiGateway::Authorizer', 0);
    alone.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
  });

  test('takes other settings where they are given', () => {
    const given = template({ memoryMb: 512, logLevel: 'WARN', logRetention: 7 });
    given.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 512,
      LoggingConfig: Match.objectLike({ ApplicationLogLevel: 'WARN' }),
    });
    given.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });
});

const isOfTheFunction = {
  Properties: {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'lambda.amazonaws.com' } })] },
  },
};
