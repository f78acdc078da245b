import { describe, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { SecurityEvents } from '../../infra/constructs/security-events.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const template = () =>
  templateOf((scope) => {
    const events = new SecurityEvents(scope, 'Events');
    events.publishedOnlyBy(someFunction(scope));
  });

describe('the topic of security events', () => {
  test('is a standard one, encrypted, and signs with SHA-256', () => {
    template().hasResourceProperties('AWS::SNS::Topic', {
      TopicName: 'test-security-events',
      FifoTopic: Match.absent(),
      KmsMasterKeyId: 'alias/aws/sns',
      SignatureVersion: '2',
    });
  });

  test('takes events from one function alone, whatever rights others have, and over TLS only', () => {
    const denied = (condition: unknown) =>
      Match.objectLike({ Effect: 'Deny', Action: 'sns:Publish', Condition: condition, Resource: Match.anyValue() });
    template().hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        // Nobody is allowed anything here: who may subscribe, IAM says.
        Statement: [
          denied({ Bool: { 'aws:SecureTransport': 'false' } }),
          denied({
            StringNotEquals: {
              'aws:PrincipalArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^FnServiceRole'), 'Arn'] },
            },
          }),
        ],
      },
    });
  });
});
