import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ConfigurationSet, ConfigurationSetTlsPolicy, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { OperatorAlarm } from './operator-alarm.ts';

export interface OutgoingMailProps {
  alarmTopicArn?: string;
}

/** How SES is to send: every mail names this configuration set. */
export class OutgoingMail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly arn: string;

  constructor(scope: Construct, id: string, { alarmTopicArn }: OutgoingMailProps) {
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

    const alarm = (name: string, meaning: string, metricName: string, above: number): void => {
      new OperatorAlarm(this, `${metricName}Alarm`, {
        name,
        meaning,
        // Of the whole AWS account in this region, as SES judges it: over as many mails as it finds telling. It is not
        // worked out anew at every hour.
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName: `Reputation.${metricName}`,
          period: Duration.days(1),
          statistic: 'max',
        }),
        rings: { above },
        lasting: Duration.days(1),
        ...(alarmTopicArn !== undefined && { topicArn: alarmTopicArn }),
      });
    };
    // Half of what SES puts an account under review for: then there is time to find out what it is.
    const unless = 'SES will put the AWS account under review, and may stop its mails.';
    alarm(
      'mails-complained',
      `More than 0.05 % of mails are called unwanted: at 0.1 % ${unless}`,
      'ComplaintRate',
      0.0005,
    );
    alarm('mails-bounced', `More than 2.5 % of mails come back: at 5 % ${unless}`, 'BounceRate', 0.025);
  }
}
