import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** What the links in e-mails are signed with. The functions read it from Secrets Manager: no environment holds it. */
export class LinkKey extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: 'Remote Sign-Out: the key that the links in e-mails are signed with',
      // Letters and digits: 380 random bits, more than HMAC-SHA-256 can use.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A new key makes every link void that is out, for up to a month: docs/reviews.md says when to do that.',
    });
    this.secretArn = secret.secretArn;
  }
}
