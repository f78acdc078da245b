import { type Duration, Stack } from 'aws-cdk-lib';
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
  /** Rings when the metric is above this, or below it, in each of its periods within `lasting`. */
  rings: { above: number } | { below: number };
  /** CloudWatch looks back a day; where the metric's period is an hour or more, seven days. */
  lasting: Duration;
  /** What a period without any figure is. As a rule there was nothing to do, and nothing is wrong. */
  silence?: 'fine' | 'wrong';
  topicArn?: string;
}

/** An alarm that a person must act on: it says what is wrong and where the runbook is. */
export class OperatorAlarm extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { metric, rings, lasting, silence = 'fine', ...props }: OperatorAlarmProps,
  ) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: `${Stack.of(this).stackName}-${props.name}`,
      alarmDescription: `${props.meaning} What to do: docs/runbooks/${props.name}.md`,
      metric,
      ...('above' in rings
        ? { threshold: rings.above, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD }
        : { threshold: rings.below, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }),
      evaluationPeriods: lasting.toSeconds() / metric.period.toSeconds(),
      treatMissingData: silence === 'fine' ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
    if (props.topicArn !== undefined) {
      alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, 'Topic', props.topicArn)));
    }
  }
}
