import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** The topic that every security event goes out by. Whoever is told anything subscribes to it, in the stack or beside it. */
export class SecurityEvents extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: `${Stack.of(this).stackName}-security-events`,
      displayName: 'Security events',
      enforceSSL: true,
      // Subscribers over HTTPS check it; the default is still SHA-1.
      signatureVersion: '2',
    });
    // The key of SNS's own encrypts what lies there, without a right for anyone: with a key of the operator's, every
    // publisher would need one, and a mistake in the key's policy would keep all from being told. The queues have SQS's
    // own encryption for the same reason. Events hold public ids only.
    if (this.topic.node.defaultChild instanceof CfnTopic) {
      this.topic.node.defaultChild.kmsMasterKeyId = 'alias/aws/sns';
    }
  }

  /** Nobody else can, whatever rights they have in the AWS account: subscribers act on what they are sent. */
  publishedOnlyBy(publisher: LambdaFunction): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyPublishEventsPublishes',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringNotEquals: { 'aws:PrincipalArn': publisher.role?.roleArn } },
      }),
    );
  }
}
