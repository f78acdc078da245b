import type { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { reviewIndex } from '../shared/contracts/review-index.ts';
import { pushPlatforms } from '../shared/contracts/values.ts';
import type { MailConfigurationSet } from './constructs/mail-configuration-set.ts';
import type { OutgoingMail } from './constructs/outgoing-mail.ts';
import { pushApplicationArns } from './push-applications.ts';
import type { Reviews } from './reviews.ts';
import type { OtherActions } from './rights.ts';
import type { StageSettings } from './stage-settings.ts';

/** A part of the stack that functions may be given rights on. */
export interface StackPart {
  arns: string[];
  /** Only under these, as IAM writes them. */
  conditions?: Record<string, Record<string, string>>;
  /** What has to be allowed beside it, of which AWS does not say that it knows the conditions. */
  unconditionalArns?: string[];
  /** Comes with the right, so that the two cannot drift. */
  variable?: { name: string; value: string };
  /** Why an ARN stands for more than one resource. */
  wideBecause?: string;
}

/** A function's own queue is not among them: its right comes with the event source. */
export const partNames = [
  'connections',
  'edgeKey',
  'events',
  'linkKey',
  'newPushApplications',
  'planQueue',
  'pushApplications',
  'pushSecrets',
  'reminderMail',
  'reviewIndex',
  'sendQueue',
  'userPool',
  'warningMail',
] as const satisfies readonly (keyof OtherActions)[];

/** What a stage leaves out has no ARNs. */
export type StackParts = Record<(typeof partNames)[number], StackPart>;

export interface StackPartsProps {
  stack: Stack;
  settings: StageSettings;
  userPoolArn: string;
  topicArn: string;
  connections: { arns: string[]; managementUrl: string };
  /** Where the stack makes its own CloudFront. */
  edgeKeyArn: string | undefined;
  sessions: Table;
  /** Where the stage sends mails. */
  mail: OutgoingMail | undefined;
  /** Where it asks for reviews. */
  reviews: Pick<Reviews, 'linkKey' | 'monthly' | 'reminders'> | undefined;
}

/** All that functions may be given rights on, beside the tables. */
export function stackParts(props: StackPartsProps): StackParts {
  const { stack, settings, userPoolArn, topicArn, connections, edgeKeyArn, sessions, mail, reviews } = props;
  return {
    connections: {
      arns: connections.arns,
      variable: { name: 'CONNECTIONS_ENDPOINT', value: connections.managementUrl },
      wideBecause: 'Connections come and go; these are all of this API and no other.',
    },
    edgeKey: { arns: edgeKeyArn === undefined ? [] : [edgeKeyArn] },
    events: { arns: [topicArn], variable: { name: 'EVENTS_TOPIC_ARN', value: topicArn } },
    linkKey: partOf(reviews?.linkKey.secretArn, 'LINK_KEY_ARN'),
    newPushApplications: {
      arns: [stack.formatArn({ service: 'sns', resource: 'app', resourceName: '*' })],
      wideBecause:
        'What SNS asks for to make a platform application knows no name; it may be used and deleted by name only.',
    },
    // Its own, of which it has the address.
    planQueue: partOf(reviews?.monthly.plan.queue.queueArn),
    pushApplications: {
      // All that this stack may ever have: what is taken out of the settings has to be deleted.
      arns: pushPlatforms.flatMap((platform) => pushApplicationArns(stack, platform)),
      wideBecause: 'Endpoints come and go with the devices; these are all of these applications and of no other.',
    },
    pushSecrets: { arns: pushPlatforms.flatMap((platform) => settings.push?.[platform]?.secretArn ?? []) },
    reminderMail: mailPart(stack, settings, reviews?.reminders),
    // The index alone: what else is known of an account stays out of reach.
    reviewIndex: {
      arns: [`${sessions.tableArn}/index/${reviewIndex.name}`],
      variable: { name: 'SESSIONS_TABLE_NAME', value: sessions.tableName },
    },
    sendQueue: {
      ...partOf(reviews?.monthly.send.queue.queueArn),
      ...(reviews !== undefined && {
        variable: { name: 'SEND_QUEUE_URL', value: reviews.monthly.send.queue.queueUrl },
      }),
    },
    userPool: { arns: [userPoolArn] },
    warningMail: mailPart(stack, settings, mail?.warnings),
  };
}

/** A resource of its own, which some stages do without. */
const partOf = (arn: string | undefined, variable?: string): StackPart =>
  arn === undefined
    ? { arns: [] }
    : { arns: [arn], ...(variable !== undefined && { variable: { name: variable, value: arn } }) };

/** Mails of one kind, from the stage's address alone. */
function mailPart(stack: Stack, { email }: StageSettings, set: MailConfigurationSet | undefined): StackPart {
  if (email === undefined || set === undefined) return { arns: [] };
  const from = addressOf(email.from);
  // SES may know the address itself or its domain, and asks for the right on the one that it knows.
  const identities = [from, from.slice(from.indexOf('@') + 1)];
  return {
    arns: identities.map((identity) =>
      stack.formatArn({ service: 'ses', resource: 'identity', resourceName: identity }),
    ),
    conditions: { StringEquals: { 'ses:FromAddress': from } },
    // It asks for the right on the configuration set too, which is good for nothing without an identity.
    unconditionalArns: [set.arn],
    variable: { name: 'MAIL_CONFIGURATION_SET', value: set.configurationSetName },
  };
}

/** `security@example.org` of `Example <security@example.org>`. */
function addressOf(from: string): string {
  const address = /^(?:[^<>]*<)?([^<>@\s]+@[^<>@\s]+)>?$/.exec(from)?.[1];
  if (address === undefined)
    throw new Error(`"${from}" is no address to send from. It looks like Example <security@example.org>.`);
  return address;
}
