import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { OperatorAlarm } from './operator-alarm.ts';

export interface DeadLettersProps {
  /** The function whose letters they are. The alarm and its runbook are called `<name>-dead-letters`. */
  name: string;
  /** What is wrong when there are any, in a sentence. */
  meaning: string;
  alarmTopicArn?: string;
}

/** The queue of what a function has given up on, with an alarm that rings at the first letter. */
export function addDeadLetters(scope: Construct, { name, meaning, alarmTopicArn }: DeadLettersProps): Queue {
  const deadLetters = new Queue(scope, 'DeadLetters', {
    enforceSSL: true,
    encryption: QueueEncryption.SQS_MANAGED,
    // The longest there is. It counts from when a message was first sent, so every queue before it keeps for less.
    retentionPeriod: Duration.days(14),
  });
  new OperatorAlarm(scope, 'DeadLettersAlarm', {
    name: `${name}-dead-letters`,
    meaning,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' }),
    rings: { above: 0 },
    lasting: Duration.minutes(1),
    ...(alarmTopicArn !== undefined && { topicArn: alarmTopicArn }),
  });
  return deadLetters;
}
