import {
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  EndpointDisabledException,
  GetEndpointAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  PublishCommand,
  SetEndpointAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { PushPlatform, PushRegistration } from '../../contracts/values.ts';
import type { PushPlatforms } from '../../domain/telling/ports.ts';
import { pushMessage } from './push-message.ts';

export type PlatformApplications = Partial<Record<PushPlatform, string>>;

/** APNs, FCM and ADM by way of SNS's platform endpoints. `applications` holds their ARNs. */
export const snsPushPlatforms = (applications: PlatformApplications): PushPlatforms => {
  const client = new SNSClient({});

  /** The endpoint's ARN, also where the token has one already with other attributes; undefined for no good token. */
  const createEndpoint = async (application: string, token: string): Promise<string | undefined> => {
    try {
      const { EndpointArn } = await client.send(
        new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: token }),
      );
      return EndpointArn;
    } catch (error) {
      if (!(error instanceof InvalidParameterException)) throw error;
      // SNS names the endpoint that is in the way only in the sentence.
      return /Endpoint (arn:\S+:endpoint\/\S+) already exists/.exec(error.message)?.[1];
    }
  };

  const attributesOf = async (EndpointArn: string): Promise<Record<string, string> | undefined> => {
    try {
      return (await client.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes ?? {};
    } catch (error) {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    }
  };

  return {
    /** @see https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html */
    async provideEndpoint({ platform, token }: PushRegistration) {
      const application = applications[platform];
      if (application === undefined) return { kind: 'no-platform' };
      // Once more, where it was deleted in between.
      for (let attempt = 0; attempt < 2; attempt++) {
        const endpoint = await createEndpoint(application, token);
        if (endpoint === undefined) return { kind: 'bad-token' };
        const attributes = await attributesOf(endpoint);
        if (attributes === undefined) continue;
        // The app has brought the token itself, so whatever it was disabled for is over.
        if (attributes['Token'] !== token || attributes['Enabled'] !== 'true') {
          await client.send(
            new SetEndpointAttributesCommand({ EndpointArn: endpoint, Attributes: { Token: token, Enabled: 'true' } }),
          );
        }
        return { kind: 'endpoint', endpoint };
      }
      throw new Error('the endpoint was deleted as often as it was made');
    },

    async send(endpoint, platform, event) {
      try {
        await client.send(new PublishCommand({ TargetArn: endpoint, ...pushMessage(platform, event) }));
        return 'sent';
      } catch (error) {
        if (isNotThere(error)) return 'no-endpoint';
        if (!(error instanceof EndpointDisabledException)) throw error;
        // The platform has said that the app is gone. Only a token that the app brings again may enable it.
        await client.send(new DeleteEndpointCommand({ EndpointArn: endpoint }));
        return 'gone';
      }
    },
  };
};

/** Publish calls an endpoint that was deleted an invalid parameter, the other calls do not find it. */
const isNotThere = (error: unknown): boolean =>
  error instanceof NotFoundException ||
  (error instanceof InvalidParameterException && /no endpoint found/i.test(error.message));
