import { randomUUID } from 'node:crypto';
import { pushPlatformOf } from '../template/push-applications.ts';
import { pushPayload } from './push-payload.ts';
import type { PlatformEndpoint, PushMessage, PushStore } from './push-store.ts';
import type { QueryParameters } from './query-parameters.ts';
import { invalidParameter, SnsError, xmlElement, xmlMap } from './sns-answer.ts';

/** By the name of the action; each returns the XML of its result. */
export type PlatformOperations = Readonly<Record<string, (parameters: QueryParameters) => string>>;

export interface PlatformOperationsProps {
  store: PushStore;
  region: string;
  account: string;
  onMessage: (message: PushMessage) => void;
}

const pageSize = 100;

/** SNS' operations on platform applications and their endpoints, with its rules and in its words. */
export function makePlatformOperations({
  store,
  region,
  account,
  onMessage,
}: PlatformOperationsProps): PlatformOperations {
  const endpointOf = (parameters: QueryParameters): PlatformEndpoint => {
    const found = store.endpoint(parameters.text('EndpointArn'));
    if (found === undefined) throw new SnsError('NotFound', 'Endpoint does not exist', 404);
    return found;
  };
  const applicationOf = (parameters: QueryParameters): string => {
    const arn = parameters.text('PlatformApplicationArn');
    if (!store.hasApplication(arn)) throw new SnsError('NotFound', 'PlatformApplication does not exist', 404);
    return arn;
  };

  return {
    CreatePlatformApplication(parameters) {
      const platform = parameters.text('Platform');
      if (pushPlatformOf(platform) === undefined) {
        throw invalidParameter(`Platform Reason: ${platform} is not supported`);
      }
      // The credentials are good for nothing here: they are not kept.
      const arn = `arn:aws:sns:${region}:${account}:app/${platform}/${parameters.text('Name')}`;
      store.putApplication(arn);
      return xmlElement('PlatformApplicationArn', arn);
    },
    GetPlatformApplicationAttributes(parameters) {
      applicationOf(parameters);
      return `<Attributes>${xmlMap({ Enabled: 'true' })}</Attributes>`;
    },
    SetPlatformApplicationAttributes(parameters) {
      applicationOf(parameters);
      return '';
    },
    DeletePlatformApplication(parameters) {
      store.deleteApplication(parameters.text('PlatformApplicationArn'));
      return '';
    },

    CreatePlatformEndpoint(parameters) {
      const applicationArn = applicationOf(parameters);
      const token = checkedToken(parameters.text('Token'), applicationArn);
      const wanted = parameters.map('Attributes');
      const userData = parameters.optional('CustomUserData') ?? wanted['CustomUserData'] ?? '';
      const enabled = wanted['Enabled'];
      const found = store.endpointByToken(applicationArn, token);
      if (found === undefined) {
        const arn = `${applicationArn.replace(':app/', ':endpoint/')}/${randomUUID()}`;
        store.putEndpoint({ arn, applicationArn, token, enabled: enabled !== 'false', userData });
        return xmlElement('EndpointArn', arn);
      }
      // A disabled one is returned as it is, unless the caller says that it should be enabled.
      if (found.userData !== userData || (enabled ?? String(found.enabled)) !== String(found.enabled))
        throw taken(found);
      return xmlElement('EndpointArn', found.arn);
    },
    GetEndpointAttributes: (parameters) => `<Attributes>${xmlMap(attributesOf(endpointOf(parameters)))}</Attributes>`,
    SetEndpointAttributes(parameters) {
      const endpoint = endpointOf(parameters);
      const wanted = parameters.map('Attributes');
      const token = checkedToken(wanted['Token'] ?? endpoint.token, endpoint.applicationArn);
      const other = store.endpointByToken(endpoint.applicationArn, token);
      if (other !== undefined && other.arn !== endpoint.arn) throw taken(other);
      store.putEndpoint({
        ...endpoint,
        token,
        enabled: (wanted['Enabled'] ?? String(endpoint.enabled)) === 'true',
        userData: wanted['CustomUserData'] ?? endpoint.userData,
      });
      return '';
    },
    DeleteEndpoint(parameters) {
      store.deleteEndpoint(parameters.text('EndpointArn'));
      return '';
    },
    ListEndpointsByPlatformApplication(parameters) {
      const all = store.endpointsOf(applicationOf(parameters));
      const from = Number(parameters.optional('NextToken') ?? 0);
      const members = all
        .slice(from, from + pageSize)
        .map(
          (endpoint) =>
            `<member>${xmlElement('EndpointArn', endpoint.arn)}<Attributes>${xmlMap(attributesOf(endpoint))}</Attributes></member>`,
        );
      const next = from + pageSize < all.length ? xmlElement('NextToken', String(from + pageSize)) : '';
      return `<Endpoints>${members.join('')}</Endpoints>${next}`;
    },

    Publish(parameters) {
      const endpoint = store.endpoint(parameters.text('TargetArn'));
      if (endpoint === undefined) {
        throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
      }
      if (!endpoint.enabled) throw new SnsError('EndpointDisabled', 'Endpoint is disabled');
      const name = platformIn(endpoint.applicationArn);
      const message = { message: parameters.text('Message'), structure: parameters.optional('MessageStructure') };
      const messageId = randomUUID();
      const added = store.addMessage({
        at: new Date().toISOString(),
        platform: pushPlatformOf(name) ?? 'fcm',
        token: endpoint.token,
        payload: pushPayload(message, name, endpoint.token),
        attributes: parameters.messageAttributes(),
        messageId,
        endpointArn: endpoint.arn,
      });
      onMessage(added);
      return xmlElement('MessageId', messageId);
    },
  };
}

/** `GCM` of `arn:aws:sns:…:app/GCM/name`. */
const platformIn = (arn: string): string => arn.split('/')[1] ?? '';

const attributesOf = ({ enabled, token, userData }: PlatformEndpoint): Record<string, string> => ({
  Enabled: String(enabled),
  Token: token,
  ...(userData !== '' && { CustomUserData: userData }),
});

/** In exactly these words: clients find the ARN in them. */
const taken = ({ arn }: PlatformEndpoint): SnsError =>
  invalidParameter(`Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`);

/** Apple's tokens alone have a form that SNS checks. */
function checkedToken(token: string, applicationArn: string): string {
  if (platformIn(applicationArn).startsWith('APNS') && !/^[0-9a-f]{1,400}$/i.test(token)) {
    throw invalidParameter('Token Reason: iOS device tokens must be no more than 400 hexadecimal characters');
  }
  return token;
}
