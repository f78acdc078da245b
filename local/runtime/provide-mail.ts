import {
  AlreadyExistsException,
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { ConfigurationSetSpec } from '../template/stack.ts';
import type { AwsSettings } from './aws-settings.ts';

/**
 * Make the configuration sets of the stack, with where their events go, in another SES than our own.
 *
 * @throws what that one has against it; some that stand in for SES know no configuration sets
 */
export async function provideMail(
  endpoint: string,
  aws: AwsSettings,
  sets: readonly ConfigurationSetSpec[],
): Promise<void> {
  const client = new SESv2Client({ ...aws, endpoint, maxAttempts: 1 });
  const unlessThere = async (made: Promise<unknown>): Promise<void> => {
    try {
      await made;
    } catch (error) {
      if (!(error instanceof AlreadyExistsException)) throw error;
    }
  };
  try {
    for (const { name: ConfigurationSetName, destinations } of sets) {
      await unlessThere(client.send(new CreateConfigurationSetCommand({ ConfigurationSetName })));
      for (const [index, { topicArn: TopicArn, eventTypes }] of destinations.entries()) {
        const EventDestination = {
          Enabled: true,
          MatchingEventTypes: eventTypes.map((type) => wireNames[type]),
          SnsDestination: { TopicArn },
        };
        const EventDestinationName = `local-${index}`;
        const input = { ConfigurationSetName, EventDestinationName, EventDestination };
        await unlessThere(client.send(new CreateConfigurationSetEventDestinationCommand(input)));
      }
    }
  } finally {
    client.destroy();
  }
}

const wireNames = { Send: 'SEND', Bounce: 'BOUNCE', Complaint: 'COMPLAINT' } as const;
