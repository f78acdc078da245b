import type { ConfigurationSetSpec, MailEventType } from '../template/stack.ts';

/** A mail that was accepted, as far as SES's events tell of it. */
export interface AcceptedMail {
  messageId: string;
  from: string;
  /** As they were given, names included. */
  destination: readonly string[];
  configurationSet: string;
  tags: Readonly<Record<string, string>>;
  /** RFC 3339. */
  at: string;
}

/** What is to be told to a topic. */
export interface MailEvent {
  topicArn: string;
  message: string;
}

/**
 * What SES tells of a mail that it has accepted, in the order in which it happens: that it went out and, of the
 * addresses of its mailbox simulator, what they did.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export function mailEvents(
  accepted: AcceptedMail,
  { destinations }: ConfigurationSetSpec,
  { region, account }: { region: string; account: string },
): MailEvent[] {
  const { messageId, at: timestamp } = accepted;
  const to = accepted.destination.map(addressIn);
  const source = addressIn(accepted.from);
  const tags = {
    'ses:operation': 'SendEmail',
    'ses:configuration-set': accepted.configurationSet,
    'ses:from-domain': source.split('@').at(-1) ?? '',
    ...accepted.tags,
  };
  const mail = {
    timestamp,
    messageId,
    source: accepted.from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${source}`,
    sendingAccountId: account,
    destination: to,
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  };
  const feedback = { feedbackId: `${messageId}-feedback`, timestamp };
  const happened: Happened[] = [{ eventType: 'Send', send: {} }, ...to.flatMap((one) => simulated(one, feedback))];
  return happened.flatMap((event) =>
    destinations
      .filter(({ eventTypes }) => eventTypes.includes(event.eventType))
      .map(({ topicArn }) => ({ topicArn, message: JSON.stringify({ ...event, mail }) })),
  );
}

type Happened = { eventType: MailEventType } & Record<string, unknown>;

/** What SES's mailbox simulator does with a mail, besides taking it. A label after `+` changes nothing. */
function simulated(emailAddress: string, feedback: object): Happened[] {
  const [, mailbox = ''] = /^([^+@]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(emailAddress) ?? [];
  switch (mailbox.toLowerCase()) {
    case 'bounce':
      return [bounce('General', emailAddress, 'smtp; 550 5.1.1 user unknown', feedback)];
    case 'suppressionlist':
      return [bounce('Suppressed', emailAddress, 'Amazon SES has suppressed sending to this address', feedback)];
    case 'complaint':
      return [complaint(emailAddress, feedback)];
    default:
      return [];
  }
}

const complaint = (emailAddress: string, feedback: object): Happened => ({
  eventType: 'Complaint',
  complaint: {
    ...feedback,
    complaintSubType: null,
    complaintFeedbackType: 'abuse',
    complainedRecipients: [{ emailAddress }],
  },
});

const bounce = (bounceSubType: string, emailAddress: string, diagnosticCode: string, feedback: object): Happened => ({
  eventType: 'Bounce',
  bounce: {
    ...feedback,
    bounceType: 'Permanent',
    bounceSubType,
    bouncedRecipients: [{ emailAddress, action: 'failed', status: '5.1.1', diagnosticCode }],
    reportingMTA: 'dns; simulator.amazonses.com',
  },
});

/** `Example <a@example.org>` is at `a@example.org`. */
const addressIn = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();
