import {
  CreatePlatformApplicationCommand,
  DeletePlatformApplicationCommand,
  NotFoundException,
  SetPlatformApplicationAttributesCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { PushPlatform } from '../../shared/contracts/values.ts';
import type { PlatformApplications } from './handler.ts';

const snsPlatforms: Record<PushPlatform, string> = {
  fcm: 'GCM',
  apns: 'APNS',
  'apns-sandbox': 'APNS_SANDBOX',
  adm: 'ADM',
};

/** Platform applications of SNS, known by the ARN that their names give them. */
export const snsPlatformApplications = (client: Pick<SNSClient, 'send'>): PlatformApplications => {
  const arnOf = ({ stackArn, platform, name }: Parameters<PlatformApplications['remove']>[0]): string => {
    const [, partition, , region, account] = stackArn.split(':');
    return `arn:${partition}:sns:${region}:${account}:app/${snsPlatforms[platform]}/${name}`;
  };

  return {
    async provide(application, attributes) {
      const arn = arnOf(application);
      try {
        // First what is there already: making it again with other credentials would be an error.
        await client.send(
          new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn: arn, Attributes: attributes }),
        );
        return arn;
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
      }
      const { PlatformApplicationArn } = await client.send(
        new CreatePlatformApplicationCommand({
          Name: application.name,
          Platform: snsPlatforms[application.platform],
          Attributes: attributes,
        }),
      );
      return PlatformApplicationArn ?? arn;
    },

    async remove(application) {
      try {
        await client.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn: arnOf(application) }));
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
      }
    },
  };
};
