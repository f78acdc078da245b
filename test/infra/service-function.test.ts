import { afterAll, describe, test } from '@jest/globals';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { join } from 'node:path';
import { ServiceFunction, type ServiceFunctionProps } from '../../infra/constructs/service-function.ts';
import { dummyCode } from './support/dummy-code.ts';
import { templateOf } from './support/template-of.ts';

const { codeRoot, remove } = dummyCode();

const template = (props: Partial<ServiceFunctionProps> = {}) =>
  templateOf(
    (scope) =>
      new ServiceFunction(scope, 'CheckIn', {
        name: 'check-in',
        codeFolder: join(codeRoot, 'check-in'),
        environment: { POWERTOOLS_LOG_LEVEL: 'INFO' },
        memoryMb: 1024,
        timeoutSeconds: 10,
        logLevel: 'INFO',
        logRetention: 30,
        logRemovalPolicy: RemovalPolicy.RETAIN,
        ...props,
      }),
  );

describe('a function', () => {
  afterAll(remove);

  test('runs on Node 24 on ARM, within its bounds, without X-Ray', () => {
    template().hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'test-check-in',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 1024,
      Timeout: 10,
      TracingConfig: Match.absent(),
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('logs JSON into a group of its own, for as long as it is told', () => {
    const fn = template();
    fn.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: {
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
        LogGroup: { Ref: Match.anyValue() },
      },
    });
    fn.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('may write its own log and nothing else', () => {
    const fn = template();
    fn.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    fn.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CheckInLog'), 'Arn'] },
          },
        ],
      },
    });
    fn.resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('keeps instances for itself when the settings say so', () => {
    template({ reservedConcurrency: 20 }).hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 20,
    });
  });
});
