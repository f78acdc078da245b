import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface EdgeLogProps {
  /** Stay in the account when the stack goes. */
  protect: boolean;
  logRetention: RetentionDays;
}

/** CloudFront's log of every request, with the address of the caller: for as long as the other logs, and no longer. */
export class EdgeLog extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { protect, logRetention }: EdgeLogProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront writes by an access control list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(logRetention) }],
      removalPolicy: protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: !protect,
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- CDK is not written for exactOptionalPropertyTypes
    this.bucket = bucket as IBucket;
    Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'It is the log itself.' });
  }
}
