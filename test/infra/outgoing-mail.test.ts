import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { stageSettings } from '../../infra/config.ts';
import { MailConfigurationSet } from '../../infra/constructs/mail-configuration-set.ts';
import { MailEvents } from '../../infra/constructs/mail-events.ts';
import { OutgoingMail } from '../../infra/constructs/outgoing-mail.ts';
import { expectRunbooks } from './support/expect-runbooks.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const alarmTopicArn = 'arn:aws:sns:eu-central-1:111122223333:alarms';

const template = () =>
  templateOf((scope) => {
    const { warnings } = new OutgoingMail(scope, 'Mail', { alarmTopicArn });
    const reminders = new MailConfigurationSet(scope, 'Reminders', {
      name: 'reminders',
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const sets = { Reminders: reminders, Warnings: warnings };
    const settings = stageSettings('prod').workers['note-mail-events'];
    return new MailEvents(scope, 'MailEvents', { sets, fn: someFunction(scope), settings, alarmTopicArn });
  });

const sets = ['^Reminders', '^MailWarnings'].map((id) => ({ Ref: Match.stringLikeRegexp(id) }));
/** As SES calls itself to SNS. */
const setArns = sets.map((set) => ({ 'Fn::Join': ['', Match.arrayWith([':configuration-set/', set])] }));
const deadLetters = { 'Fn::GetAtt': [Match.stringLikeRegexp('^MailEventsDeadLetters'), 'Arn'] };

describe('outgoing mail', () => {
  test.each([
    ['warnings go to whoever complained all the same, but not where mails come back from', 'warnings', ['BOUNCE']],
    ['reminders go to neither', 'reminders', ['BOUNCE', 'COMPLAINT']],
  ])('over TLS alone: %s', (_, name, reasons) => {
    template().hasResourceProperties('AWS::SES::ConfigurationSet', {
      Name: `test-${name}`,
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: reasons },
      // No picture that counts who opens a mail, and no links that count who follows them.
      TrackingOptions: Match.absent(),
    });
  });

  test('an alarm rings at half of what SES puts an AWS account under review for', () => {
    const mail = template();
    expectRunbooks(mail, alarmTopicArn, ['mails-bounced', 'mails-complained', 'note-mail-events-dead-letters']);
    for (const [name, threshold] of [
      ['Reputation.ComplaintRate', 0.0005],
      ['Reputation.BounceRate', 0.025],
    ]) {
      mail.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/SES',
        MetricName: name,
        Dimensions: Match.absent(),
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: threshold,
        Statistic: 'Maximum',
      });
    }
  });
});

describe('what SES tells of mails', () => {
  test('is that one went out, came back, or was called unwanted; not who read it', () => {
    const mail = template();
    for (const set of sets) {
      mail.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
        ConfigurationSetName: set,
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['send', 'bounce', 'complaint'],
          SnsDestination: { TopicARN: { Ref: Match.stringLikeRegexp('^MailEventsTopic') } },
        },
      });
    }
  });

  test('comes from SES for these configuration sets, and from nobody else whatever their rights, over TLS', () => {
    template().hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ...setArns.map((setArn) =>
            Match.objectLike({
              Effect: 'Allow',
              Action: 'sns:Publish',
              Principal: { Service: 'ses.amazonaws.com' },
              Condition: {
                StringEquals: { 'AWS:SourceAccount': { Ref: 'AWS::AccountId' }, 'AWS:SourceArn': setArn },
              },
            }),
          ),
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sns:Publish',
            Principal: { AWS: '*' },
            Condition: { ArnNotEquals: { 'aws:SourceArn': setArns } },
          }),
        ],
        Version: '2012-10-17',
      },
    });
  });

  test('SES can publish before it is told to: it tries at once', () => {
    const destinations = Object.values(template().findResources('AWS::SES::ConfigurationSetEventDestination'));
    const first = [expect.stringMatching('^MailEventsTopicPolicy')];
    expect(destinations.map(({ DependsOn }) => DependsOn)).toEqual([first, first]);
  });

  test('goes as it is into the queue of note-mail-events, or into its dead letters', () => {
    const mail = template();
    mail.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicy: Match.absent(),
      RedrivePolicy: { deadLetterTargetArn: deadLetters },
    });
    mail.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: deadLetters, maxReceiveCount: 30 },
    });
  });
});
