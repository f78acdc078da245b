import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface OperatorAlarmProps {
  /** Also the name of its runbook. */
  name: string;
  /** What is wrong when it rings, in a sentence. */
  meaning: string;
  metric: Metric;
  /** Rings when the metric is above this, in each of the last `minutes`. */
  above: number;
  minutes: number;
  topicArn?: string;
}

/** An alarm that a person must act on: it says what is wrong and where the runbook is. */
export class OperatorAlarm extends Construct {
  constructor(scope: Construct, id: string, props: OperatorAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: `${Stack.of(this).stackName}-${props.name}`,
      alarmDescription: `${props.meaning} What to do: docs/runbooks/${props.name}.md`,
      metric: props.metric,
      threshold: props.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.minutes,
      // Nothing to do is nothing wrong.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (props.topicArn !== undefined) {
      alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, 'Topic', props.topicArn)));
    }
  }
}
