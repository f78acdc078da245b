import { Stack } from 'aws-cdk-lib';
import { ConfigurationSet, ConfigurationSetTlsPolicy, type SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

export interface MailConfigurationSetProps {
  /** What follows the name of the stack in its own. */
  name: string;
  /** SES accepts a mail to an address that is on its list for one of these, and does not send it. */
  suppressionReasons: SuppressionReasons;
}

/** How SES is to send one kind of mails: each mail names its configuration set. */
export class MailConfigurationSet extends ConfigurationSet {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, suppressionReasons }: MailConfigurationSetProps) {
    super(scope, id, {
      configurationSetName: `${Stack.of(scope).stackName}-${name}`,
      // A mail names devices and places. Mail servers without TLS are hardly found any more; they bounce.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons,
    });
    this.arn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSetName,
    });
  }
}
