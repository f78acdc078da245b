import { describe, expect, test } from '@jest/globals';
import { CfnOutput } from 'aws-cdk-lib';
import { RootConstruct } from 'constructs';
import { AdoptedUserPool } from '../../infra/constructs/adopted-user-pool.ts';
import type { ExistingClient } from '../../infra/stage-settings.ts';
import { templateOf } from './support/template-of.ts';

const client = (over: Partial<ExistingClient> = {}): ExistingClient => ({
  clientId: 'abc123',
  service: 'Shop',
  sessionSeconds: 86_400,
  sharedSessionSeconds: 3600,
  tokenRevocation: { checkedOn: '2026-11-22' },
  ...over,
});

const poolOf = (...clients: [ExistingClient, ...ExistingClient[]]) => ({
  userPoolId: 'eu-central-1_AbCdEf123',
  clients,
});

const adopt = (...clients: [ExistingClient, ...ExistingClient[]]) =>
  new AdoptedUserPool(new RootConstruct('test'), 'Identity', poolOf(...clients));

const warningsOf = ({ node }: AdoptedUserPool): unknown[] =>
  node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as unknown);

describe('a pool that was there before', () => {
  test('is left as it is', () => {
    const template = templateOf((scope) => new AdoptedUserPool(scope, 'Identity', poolOf(client())));
    expect(template.toJSON()['Resources']).toBeUndefined();
  });

  test('issues its tokens in its own region', () => {
    const pool = adopt(client());
    expect(pool.issuer).toBe('https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123');
  });

  test('is known by its region also to those who ask for rights on it', () => {
    const template = templateOf((scope) => {
      const { userPoolArn } = new AdoptedUserPool(scope, 'Identity', poolOf(client()));
      return new CfnOutput(scope, 'Arn', { value: userPoolArn });
    });
    expect(template.findOutputs('Arn')['Arn']?.['Value']).toEqual({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':cognito-idp:eu-central-1:',
          { Ref: 'AWS::AccountId' },
          ':userpool/eu-central-1_AbCdEf123',
        ],
      ],
    });
  });

  test('gives its first client to the output AppClientId, and each other one a name of its own', () => {
    const pool = adopt(client(), client({ clientId: 'def456' }));
    expect(pool.clients.map(({ name, clientId }) => [name, clientId])).toEqual([
      ['App', 'abc123'],
      ['App2', 'def456'],
    ]);
  });

  test('a client that nobody has checked for token revocation is warned of, with the commands to check and to mend', () => {
    const warnings = warningsOf(adopt(client({ tokenRevocation: 'unchecked' })));
    expect(warnings).toEqual([
      expect.stringContaining(
        'aws cognito-idp describe-user-pool-client --region eu-central-1 --user-pool-id eu-central-1_AbCdEf123' +
          ' --client-id abc123 --query UserPoolClient.EnableTokenRevocation',
      ),
    ]);
    expect(warnings[0]).toContain('aws cognito-idp update-user-pool-client');
  });

  test('a checked client is not warned of', () => {
    expect(warningsOf(adopt(client()))).toEqual([]);
  });

  test('without a dashboard of its own there is none', () => {
    expect(adopt(client()).addDashboard()).toBeUndefined();
  });

  test('its dashboard is the client and the sign-in pages that the settings name, checked like any other', () => {
    const dashboard = {
      ...client({ clientId: 'web789', service: 'Your devices', tokenRevocation: 'unchecked' }),
      oauthDomain: 'https://auth.example.org',
    };
    const pool = new AdoptedUserPool(new RootConstruct('test'), 'Identity', { ...poolOf(client()), dashboard });
    expect(pool.addDashboard()).toMatchObject({
      name: 'Dashboard',
      clientId: 'web789',
      oauthDomain: 'https://auth.example.org',
    });
    expect(pool.clients.map(({ clientId }) => clientId)).toEqual(['abc123']);
    expect(warningsOf(pool)).toEqual([expect.stringContaining('--client-id web789')]);
  });

  test('an id that is none is refused', () => {
    const pool = { ...poolOf(client()), userPoolId: 'AbCdEf123' };
    expect(() => new AdoptedUserPool(new RootConstruct('test'), 'Identity', pool)).toThrow(
      '"AbCdEf123" is no user pool id',
    );
  });
});
