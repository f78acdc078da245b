import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { Storage, type StorageProps } from '../../infra/constructs/storage.ts';
import { templateOf } from './support/template-of.ts';

const template = (props: Partial<StorageProps> = {}) =>
  templateOf(
    (scope) => new Storage(scope, 'Storage', { protect: true, customerManagedKey: false, dashboard: true, ...props }),
  );

describe('storage', () => {
  test('sessions: an account’s items lie together, run out by time and are told to the stream', () => {
    template().hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('sessions: who is due is found by shard and day, and the index holds nothing but keys', () => {
    template().hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'reviews',
          KeySchema: [
            { AttributeName: 'reviewShard', KeyType: 'HASH' },
            { AttributeName: 'reviewDueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  test('vault: one refresh token a key, runs out by time, and is told to no stream', () => {
    template().hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: Match.absent(),
    });
  });

  test('web-sessions: one browser a key, runs out by time, and is told to no stream', () => {
    const tables = Object.entries(template().findResources('AWS::DynamoDB::Table'));
    const [, webSessions] = tables.find(([logicalId]) => logicalId.includes('WebSessions')) ?? [];
    expect(webSessions?.['Properties']).toMatchObject({
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    expect(webSessions?.['Properties']).not.toHaveProperty('StreamSpecification');
  });

  test('without a dashboard there is no table for its browsers', () => {
    template().resourceCountIs('AWS::DynamoDB::Table', 3);
    template({ dashboard: false }).resourceCountIs('AWS::DynamoDB::Table', 2);
  });

  test.each([true, false])('protect %s: all tables are on demand and can be set back to any moment', (protect) => {
    template({ protect }).allResourcesProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  test('protected tables refuse deletion and outlive the stack', () => {
    template().allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true },
    });
  });

  test('unprotected tables go with the stack', () => {
    template({ protect: false }).allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });

  test('there is no key of one’s own unless it is asked for', () => {
    template().resourceCountIs('AWS::KMS::Key', 0);
  });

  test('a key of one’s own encrypts all tables, rotates, and is used through DynamoDB alone', () => {
    const withKey = template({ customerManagedKey: true });
    withKey.allResourcesProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
    });
    withKey.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Sid: 'ThroughDynamoDB',
              Condition: {
                StringEquals: {
                  'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
                  'kms:CallerAccount': { Ref: 'AWS::AccountId' },
                },
              },
            }),
          ]),
        },
      },
    });
    expect(Object.keys(withKey.findResources('AWS::KMS::Key'))).toHaveLength(1);
  });
});
