import { SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { LinkKey } from './constructs/link-key.ts';
import { MailConfigurationSet } from './constructs/mail-configuration-set.ts';
import { MailEvents } from './constructs/mail-events.ts';
import { MonthlyReview } from './constructs/monthly-review.ts';
import type { OutgoingMail } from './constructs/outgoing-mail.ts';
import type { MakeFunction } from './function-maker.ts';
import type { StageSettings } from './stage-settings.ts';

export interface ReviewsProps {
  settings: StageSettings;
  mail: OutgoingMail;
  alarmTopicArn?: string;
}

/** The monthly review, in two steps: its functions are told of queues and a key that have to be there before them. */
export interface Reviews {
  linkKey: LinkKey;
  monthly: MonthlyReview;
  /** How SES is to send them. */
  reminders: MailConfigurationSet;
  /** Gives each queue its function, and SES somebody who listens. */
  startWith: (makeFunction: MakeFunction) => MailEvents;
}

export function makeReviews(scope: Construct, { settings, mail, ...alarms }: ReviewsProps): Reviews {
  const { workers } = settings;
  const linkKey = new LinkKey(scope, 'LinkKey');
  const monthly = new MonthlyReview(scope, 'Review', { settings: settings.reviews, workers, ...alarms });
  const reminders = new MailConfigurationSet(scope, 'Reminders', {
    name: 'reminders',
    // An address that bounced or complained is reminded no more: SES judges the AWS account by that.
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  return {
    linkKey,
    monthly,
    reminders,
    startWith: (makeFunction) => {
      monthly.workedOffBy({ plan: makeFunction('plan-reviews'), send: makeFunction('send-review') });
      const fn = makeFunction('note-mail-events');
      return new MailEvents(scope, 'MailEvents', {
        sets: { Reminders: reminders, Warnings: mail.warnings },
        fn,
        settings: workers['note-mail-events'],
        ...alarms,
      });
    },
  };
}
