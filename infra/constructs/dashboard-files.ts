import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { cacheControl } from '../../shared/contracts/web-headers.ts';
import { asNagWrites } from '../as-nag-writes.ts';

export interface DashboardFilesProps {
  /** Holds the built dashboard: index.html, and everything else under a name with its hash. */
  folder: string;
  logRetention: RetentionDays;
}

const page = 'index.html';

/** The dashboard's files, in a bucket that CloudFront alone reads. */
export class DashboardFiles extends Construct {
  readonly bucket: IBucket;
  private readonly props: DashboardFilesProps;

  constructor(scope: Construct, id: string, props: DashboardFilesProps) {
    super(scope, id);
    this.props = props;
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Whatever is in it is built again by the next deployment.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
      // Files of earlier versions stay, for pages that are open; after a year nobody has one open.
      lifecycleRules: [{ prefix: 'assets/', expiration: Duration.days(365) }],
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- CDK is not written for exactOptionalPropertyTypes
    this.bucket = bucket as IBucket;
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'CloudFront alone reads it, and logs every request.',
    });
  }

  /** Puts the files there: scripts and styles first, then the page that names them. */
  deployTo(distribution: IDistribution): void {
    const logGroup = new LogGroup(this, 'CopyLog', {
      retention: this.props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const common = {
      sources: [Source.asset(this.props.folder)],
      destinationBucket: this.bucket,
      // A page that is open may still ask for what it was built with.
      prune: false,
      logGroup,
    };
    const hashed = new BucketDeployment(this, 'Hashed', {
      ...common,
      exclude: [page],
      cacheControl: [CacheControl.fromString(cacheControl.hashed)],
    });
    const entry = new BucketDeployment(this, 'Page', {
      ...common,
      exclude: ['*'],
      include: [page],
      cacheControl: [CacheControl.fromString(cacheControl.nothing)],
      distribution,
      distributionPaths: ['/', `/${page}`],
      waitForDistributionInvalidation: false,
    });
    entry.node.addDependency(hashed);
    this.answerForCopier();
  }

  /** The function that copies is CDK's own, one in the stack, with what it needs for this bucket and its assets. */
  private answerForCopier(): void {
    const stack = Stack.of(this);
    const copier = stack.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
    const policy = copier?.node.findAll().find((each) => each instanceof Policy);
    if (copier === undefined || policy === undefined) throw new Error('CDK no longer copies files as it did');
    const { Statement } = stack.resolve(policy.document) as { Statement: { Action: unknown; Resource: unknown }[] };
    const wide = [
      ...Statement.flatMap(({ Action }) => [Action].flat().map((action) => `Action::${String(action)}`)),
      ...Statement.flatMap(({ Resource }) => [Resource].flat().map((arn) => `Resource::${asNagWrites(arn)}`)),
    ].filter((each) => each.includes('*'));
    const managed = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    for (const rule of [`IAM4[${managed}]`, 'L1', ...new Set(wide.map((each) => `IAM5[${each}]`))]) {
      Validations.of(copier).acknowledge({
        id: `AwsSolutions-${rule}`,
        reason: 'CDK writes this function and its rights. It runs during a deployment, and nobody else can call it.',
      });
    }
  }
}
