import { Stack } from 'aws-cdk-lib';
import { ConfigurationSet, ConfigurationSetTlsPolicy, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

/** How SES is to send: every mail names this configuration set. */
export class OutgoingMail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = Stack.of(this);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: `${stack.stackName}-mail`,
      // A mail names devices and places. Mail servers without TLS are hardly found any more; they bounce.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      // An address that bounced or complained gets nothing more, whoever asks: SES judges the AWS account by that.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.arn = stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
  }
}
