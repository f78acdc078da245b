import { isRecord } from '../template/template.ts';
import { invalidParameter } from './sns-answer.ts';

/** A message to publish, as the caller of SNS gives it. */
export interface PublishedMessage {
  message: string;
  /** `json`: the message holds one payload for each platform, and perhaps a default. */
  structure: string | undefined;
}

/** How each platform gets a plain text. */
const plain: Record<string, (text: string) => unknown> = {
  GCM: (text) => ({ data: { default: text } }),
  ADM: (text) => ({ data: { default: text } }),
  APNS: (text) => ({ aps: { alert: text } }),
  APNS_SANDBOX: (text) => ({ aps: { alert: text } }),
};

/**
 * What SNS would hand to the platform.
 *
 * @throws {SnsError} for what SNS itself refuses
 */
export function pushPayload({ message, structure }: PublishedMessage, platform: string, token: string): unknown {
  const inPlain = (text: string): unknown => plain[platform]?.(text) ?? text;
  if (structure === undefined) return inPlain(message);
  if (structure !== 'json') throw invalidParameter('MessageStructure Reason: Must be json or left out');

  const byPlatform = parse(message);
  if (!isRecord(byPlatform)) throw invalidParameter('Message Structure - JSON message body failed to parse');
  const own = byPlatform[platform];
  if (own === undefined) {
    const fallback = byPlatform['default'];
    if (typeof fallback !== 'string')
      throw invalidParameter('Message Structure - No default entry in JSON message body');
    return inPlain(fallback);
  }
  const payload = typeof own === 'string' ? parse(own) : undefined;
  if (!isRecord(payload)) {
    throw invalidParameter(
      `Message Reason: Invalid notification for protocol ${platform}: a JSON object as text is expected`,
    );
  }
  return platform === 'GCM' ? toFcm(payload, token) : payload;
}

/** SNS takes FCM's request out of its wrapping and says whom it is for. */
function toFcm(payload: Record<string, unknown>, token: string): unknown {
  const request = payload['fcmV1Message'];
  if (request === undefined) return payload;
  if (!isRecord(request) || !isRecord(request['message'])) {
    throw invalidParameter('Message Reason: Invalid notification for protocol GCM: fcmV1Message has no message');
  }
  return { ...request, message: { ...request['message'], token } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
