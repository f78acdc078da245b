import type { Stack } from 'aws-cdk-lib';
import { pushPlatforms } from '../shared/contracts/values.ts';
import type { OtherActions } from './function-rights.ts';
import { pushApplicationArns } from './push-applications.ts';
import type { StageSettings } from './stage-settings.ts';

/** A part of the stack that functions may be given rights on. */
export interface StackPart {
  arns: string[];
  /** Only under these, as IAM writes them. */
  conditions?: Record<string, Record<string, string>>;
  /** Comes with the right, so that the two cannot drift. */
  variable?: { name: string; value: string };
  /** Why an ARN stands for more than one resource. */
  wideBecause?: string;
}

/** A consumer's queue is not among them: its right comes with the event source. */
export const partNames = [
  'connections',
  'edgeKey',
  'events',
  'mail',
  'newPushApplications',
  'pushApplications',
  'pushSecrets',
  'userPool',
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
}

/** All that functions may be given rights on, beside the tables. */
export function stackParts(props: StackPartsProps): StackParts {
  const { stack, settings, userPoolArn, topicArn, connections, edgeKeyArn } = props;
  const from = settings.email && addressOf(settings.email.from);
  const identities = from === undefined ? [] : [from, from.slice(from.indexOf('@') + 1)];
  return {
    connections: {
      arns: connections.arns,
      variable: { name: 'CONNECTIONS_ENDPOINT', value: connections.managementUrl },
      wideBecause: 'Connections come and go; these are all of this API and no other.',
    },
    edgeKey: { arns: edgeKeyArn === undefined ? [] : [edgeKeyArn] },
    events: { arns: [topicArn], variable: { name: 'EVENTS_TOPIC_ARN', value: topicArn } },
    mail: {
      // SES may know the address itself or its domain, and asks for the right on the one that it knows.
      arns: identities.map((identity) =>
        stack.formatArn({ service: 'ses', resource: 'identity', resourceName: identity }),
      ),
      ...(from !== undefined && { conditions: { StringEquals: { 'ses:FromAddress': from } } }),
    },
    newPushApplications: {
      arns: [stack.formatArn({ service: 'sns', resource: 'app', resourceName: '*' })],
      wideBecause:
        'What SNS asks for to make a platform application knows no name; it may be used and deleted by name only.',
    },
    pushApplications: {
      // All that this stack may ever have: what is taken out of the settings has to be deleted.
      arns: pushPlatforms.flatMap((platform) => pushApplicationArns(stack, platform)),
      wideBecause: 'Endpoints come and go with the devices; these are all of these applications and of no other.',
    },
    pushSecrets: { arns: pushPlatforms.flatMap((platform) => settings.push?.[platform]?.secretArn ?? []) },
    userPool: { arns: [userPoolArn] },
  };
}

/** `security@example.org` of `Example <security@example.org>`. */
function addressOf(from: string): string {
  const address = /^(?:[^<>]*<)?([^<>@\s]+@[^<>@\s]+)>?$/.exec(from)?.[1];
  if (address === undefined)
    throw new Error(`"${from}" is no address to send from. It looks like Example <security@example.org>.`);
  return address;
}
