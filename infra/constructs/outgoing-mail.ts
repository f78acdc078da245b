import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { MailConfigurationSet } from './mail-configuration-set.ts';
import { OperatorAlarm } from './operator-alarm.ts';

export interface OutgoingMailProps {
  alarmTopicArn?: string;
}

/** How SES is to send warnings, and who hears when what it sends is not wanted. Reminders come with the reviews. */
export class OutgoingMail extends Construct {
  readonly warnings: MailConfigurationSet;

  constructor(scope: Construct, id: string, { alarmTopicArn }: OutgoingMailProps) {
    super(scope, id);
    this.warnings = new MailConfigurationSet(this, 'Warnings', {
      name: 'warnings',
      // Who called a reminder unwanted is still told of a stranger on the account: one click must not silence that.
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
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
