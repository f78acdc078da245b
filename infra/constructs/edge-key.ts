import { CustomResource, Duration, Validations } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface EdgeKeyProps {
  /** Another number makes another key. */
  number: number;
}

/**
 * The secret header by which CloudFront proves itself. CloudFormation reads the key from Secrets Manager while it sets
 * up CloudFront, and the functions know its hash alone: the key is in no template and in no function's environment.
 */
export class EdgeKey extends Construct {
  /** What CloudFront sends: to CloudFormation a place to look, not the key itself. */
  readonly headerValue: string;
  readonly secretArn: string;

  constructor(scope: Construct, id: string, { number }: EdgeKeyProps) {
    super(scope, id);
    const secret = new Secret(this, `Secret${number}`, {
      description: 'Remote Sign-Out: the header by which CloudFront proves itself to the API',
      // Letters and digits: 380 random bits, in what a header may hold.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'CloudFront has it in its settings, which only a deployment changes: edge.keyNumber makes a new one.',
    });
    this.secretArn = secret.secretArn;
    // Not unsafe here: what is unwrapped is the reference, which CloudFormation resolves.
    this.headerValue = secret.secretValue.unsafeUnwrap();
  }

  /** The key's SHA-256, worked out by this function at deployment: CloudFormation cannot. */
  hashedBy(fn: IFunction): string {
    const resource = new CustomResource(this, 'Hash', {
      resourceType: 'Custom::EdgeKey',
      serviceToken: fn.functionArn,
      // Instead of an hour, should the function not even start.
      serviceTimeout: Duration.minutes(5),
      properties: { SecretArn: this.secretArn },
    });
    return resource.getAttString('Sha256');
  }
}
