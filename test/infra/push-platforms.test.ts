import { describe, expect, test } from '@jest/globals';
import { CfnOutput } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { PushPlatforms, type PushPlatformsProps } from '../../infra/constructs/push-platforms.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const secret = (platform: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:push/${platform}-AbCdEf`;

const template = (push: PushPlatformsProps['push']) =>
  templateOf((scope) => {
    const { applications } = new PushPlatforms(scope, 'Push', { fn: someFunction(scope), push });
    return new CfnOutput(scope, 'Applications', { value: applications });
  });

describe('push platforms', () => {
  test('each platform that is configured has an application of the stack’s own, and only a name for its secret', () => {
    const [resource] = Object.values(
      template({ adm: { secretArn: secret('adm') }, fcm: { secretArn: secret('fcm') } }).findResources(
        'Custom::PushPlatforms',
      ),
    );
    expect(resource?.['Properties'].Platforms).toEqual([
      { Platform: 'fcm', Name: 'test-fcm', SecretArn: secret('fcm') },
      { Platform: 'adm', Name: 'test-adm', SecretArn: secret('adm') },
    ]);
  });

  test('another version of a secret is another template, so that the next deployment takes it over', () => {
    template({ fcm: { secretArn: secret('fcm'), secretVersionId: 'version-2' } }).hasResourceProperties(
      'Custom::PushPlatforms',
      { Platforms: [Match.objectLike({ SecretVersionId: 'version-2' })] },
    );
  });

  test('a deployment does not wait for an hour when the function cannot answer', () => {
    template({ fcm: { secretArn: secret('fcm') } }).hasResourceProperties('Custom::PushPlatforms', {
      ServiceToken: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Fn'), 'Arn'] },
      ServiceTimeout: '300',
    });
  });

  test('the ARNs of the applications are known once they are made', () => {
    const { Applications } = template({ fcm: { secretArn: secret('fcm') } }).findOutputs('Applications');
    expect(Applications?.['Value']).toEqual({
      'Fn::GetAtt': [expect.stringMatching('^PushApplications'), 'Platforms'],
    });
  });
});
