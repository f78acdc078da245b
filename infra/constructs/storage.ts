import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { reviewIndex } from '../../shared/contracts/review-index.ts';

export interface StorageProps {
  /** Refuse to be deleted, and stay in the account when the stack goes. */
  protect: boolean;
  customerManagedKey: boolean;
  dashboard: boolean;
}

/**
 * The tables: `sessions` for all that is known of an account, `vault` for refresh tokens and nothing else, and
 * `web-sessions` for what the dashboard's cookies stand for.
 */
export class Storage extends Construct {
  readonly sessions: Table;
  readonly vault: Table;
  /** Undefined where there is no dashboard. */
  readonly webSessions: Table | undefined;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    const removalPolicy = props.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const common = {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      // Sign-ins come in waves that nobody can plan for, and an idle installation should cost nothing.
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.protect,
      removalPolicy,
      ...(props.customerManagedKey && {
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey: tableKey(this, removalPolicy),
      }),
    };
    this.sessions = new Table(this, 'Sessions', {
      ...common,
      sortKey: { name: 'sk', type: AttributeType.STRING },
      // The old image tells what a deleted item was.
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    // Sparse: an account that is not to be asked has neither attribute, and nothing but `META` of an account has them.
    // The keys are all that planning needs, and a change of anything else of the account costs no write here.
    this.sessions.addGlobalSecondaryIndex({
      indexName: reviewIndex.name,
      partitionKey: { name: reviewIndex.shard, type: AttributeType.STRING },
      sortKey: { name: reviewIndex.dueOn, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // No stream: a refresh token must not travel.
    this.vault = new Table(this, 'Vault', common);
    // No stream either: these are tokens, too.
    if (props.dashboard) this.webSessions = new Table(this, 'WebSessions', common);
  }
}

/** A key that is used through DynamoDB alone: whoever may use a table of this account needs no right on the key. */
function tableKey(scope: Construct, removalPolicy: RemovalPolicy): Key {
  const key = new Key(scope, 'Key', {
    description: 'Encrypts the tables of Remote Sign-Out',
    enableKeyRotation: true,
    removalPolicy,
  });
  const { region, account } = Stack.of(scope);
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ThroughDynamoDB',
      principals: [new AnyPrincipal()],
      // As the DynamoDB developer guide has it, under "authorizing use of your customer managed key".
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:DescribeKey',
        'kms:CreateGrant',
      ],
      resources: ['*'],
      conditions: {
        StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com`, 'kms:CallerAccount': account },
      },
    }),
  );
  return key;
}
