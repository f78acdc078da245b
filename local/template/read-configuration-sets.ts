import type { ResourcesOfType } from './select-api.ts';
import type { ConfigurationSetSpec, MailEventType, TopicSpec } from './stack.ts';
import { TemplateError } from './template.ts';

const told: Record<string, MailEventType> = { SEND: 'Send', BOUNCE: 'Bounce', COMPLAINT: 'Complaint' };

/**
 * SES's configuration sets with where their events go. How mails are delivered, counted and held back means nothing
 * here, where none leaves the machine.
 *
 * @throws {TemplateError} for a destination that is no topic of the stack, and for an event that never happens here
 */
export function readConfigurationSets(ofType: ResourcesOfType, topics: readonly TopicSpec[]): ConfigurationSetSpec[] {
  const sets = ofType('AWS::SES::ConfigurationSet').map(({ properties, ref }): ConfigurationSetSpec => {
    properties.only(
      'ArchivingOptions',
      'DeliveryOptions',
      'Name',
      'ReputationOptions',
      'SendingOptions',
      'SuppressionOptions',
      'Tags',
      'TrackingOptions',
      'VdmOptions',
    );
    return { name: ref, destinations: [] };
  });
  for (const { logicalId, properties } of ofType('AWS::SES::EmailIdentity')) {
    // Here a mail has the set that it names, and no other.
    if (properties.has('ConfigurationSetAttributes')) {
      throw new TemplateError(`${logicalId}: the local run does not know ConfigurationSetAttributes`);
    }
  }
  for (const { logicalId, properties } of ofType('AWS::SES::ConfigurationSetEventDestination')) {
    properties.only('ConfigurationSetName', 'EventDestination');
    const name = properties.text('ConfigurationSetName');
    const set = sets.find((one) => one.name === name);
    if (set === undefined) throw new TemplateError(`${logicalId}: no configuration set ${name}`);
    const destination = properties
      .group('EventDestination')
      .only('Enabled', 'MatchingEventTypes', 'Name', 'SnsDestination');
    const topicArn = destination.group('SnsDestination').only('TopicARN').text('TopicARN');
    if (!topics.some(({ arn }) => arn === topicArn)) throw new TemplateError(`${logicalId}: no topic ${topicArn}`);
    const eventTypes = destination.texts('MatchingEventTypes').map((type) => {
      const known = told[type.toUpperCase()];
      if (known === undefined) throw new TemplateError(`${logicalId}: the local run tells of no ${type}`);
      return known;
    });
    if (destination.flag('Enabled')) set.destinations.push({ topicArn, eventTypes });
  }
  return sets;
}
