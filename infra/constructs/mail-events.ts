import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSetEventDestination, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { MailConfigurationSet } from './mail-configuration-set.ts';
import { QueueWorker, type QueueWorkerProps } from './queue-worker.ts';

export interface MailEventsProps extends Pick<QueueWorkerProps, 'settings' | 'alarmTopicArn'> {
  /** Of all mails, by the name that each has here. */
  sets: Readonly<Record<string, MailConfigurationSet>>;
  fn: LambdaFunction;
}

/** What SES tells of mails, taken note of: which went out, came back, or were called unwanted. */
export class MailEvents extends QueueWorker {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { sets, fn, ...props }: MailEventsProps) {
    super(scope, id, {
      ...props,
      name: 'note-mail-events',
      // Three quarters of an hour: only our own table can be down.
      receivesMax: 30,
      deadLettersMean: 'What SES said of mails was not noted: owners may be mailed at addresses that do not want it.',
    });
    this.topic = new Topic(this, 'Topic', {
      topicName: `${Stack.of(this).stackName}-mail-events`,
      displayName: 'Mail events',
      enforceSSL: true,
      signatureVersion: '2',
      // Not encrypted by the key of SNS's own, as the security events are: SES could not use it. What is told lies here
      // until the queue has it, which is encrypted.
    });
    for (const [name, configurationSet] of Object.entries(sets)) {
      new ConfigurationSetEventDestination(this, `${name}Destination`, {
        configurationSet,
        destination: EventDestination.snsTopic(this.topic),
        events: [EmailSendingEvent.SEND, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
      });
    }
    // What is told here turns an account's mails off: nobody else tells it, whatever rights they have here.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlySesPublishes',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { ArnNotEquals: { 'aws:SourceArn': Object.values(sets).map(({ arn }) => arn) } },
      }),
    );
    this.topic.addSubscription(
      new SqsSubscription(this.queue, { rawMessageDelivery: true, deadLetterQueue: this.deadLetters }),
    );
    this.workedOffBy(fn);
  }
}
