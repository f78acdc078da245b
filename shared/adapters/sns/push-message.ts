import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { activityClaim } from '../../contracts/event-names.ts';
import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { PushPlatform } from '../../contracts/values.ts';

/** A device that comes back later asks by itself; an old hint would only wake it once more. */
const ttlSeconds = 3600;

/**
 * A silent push: it wakes the app and shows nothing. It says that something happened, and neither what nor to whom:
 * it passes through the platform's hands. The app checks in to learn more.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const pushMessage = (
  platform: PushPlatform,
  event: SecurityEvent,
): Pick<PublishCommandInput, 'Message' | 'MessageAttributes' | 'MessageStructure'> => {
  const hint = { action: 'check-in', id: event.jti, at: event[activityClaim].at };
  const { key, payload, attributes } = byPlatform[platform](hint);
  return {
    MessageStructure: 'json',
    Message: JSON.stringify({ [key]: JSON.stringify(payload) }),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [
        `AWS.SNS.MOBILE.${name}`,
        { DataType: 'String', StringValue },
      ]),
    ),
  };
};

type Hint = Record<'action' | 'id' | 'at', string>;
interface PlatformMessage {
  key: string;
  payload: unknown;
  attributes: Record<string, string>;
}

const ttl = String(ttlSeconds);

const apple =
  (key: 'APNS' | 'APNS_SANDBOX') =>
  (hint: Hint): PlatformMessage => ({
    key,
    payload: { aps: { 'content-available': 1 }, ...hint },
    // Apple takes a push without an alert only as background, at this priority.
    attributes: { [`${key}.TTL`]: ttl, 'APNS.PUSH_TYPE': 'background', 'APNS.PRIORITY': '5' },
  });

const byPlatform: Record<PushPlatform, (hint: Hint) => PlatformMessage> = {
  // Data alone, so that Android shows nothing; at high priority it wakes a phone that sleeps.
  fcm: (hint) => ({
    key: 'GCM',
    payload: { fcmV1Message: { message: { data: hint, android: { priority: 'high', ttl: `${ttl}s` } } } },
    attributes: { 'FCM.TTL': ttl },
  }),
  apns: apple('APNS'),
  'apns-sandbox': apple('APNS_SANDBOX'),
  adm: (hint) => ({ key: 'ADM', payload: { data: hint, expiresAfter: ttlSeconds }, attributes: { 'ADM.TTL': ttl } }),
};
