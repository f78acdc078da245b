import type { PushPlatform, PushRegistration } from '../../../shared/contracts/values.ts';
import type { Credentials } from '../client/credentials.ts';
import type { DeviceClient } from '../client/device-client.ts';
import { OutputsError } from '../client/read-named-outputs.ts';
import { fit } from '../terminal/text-width.ts';
import type { DeviceOptions } from './device-options.ts';

/** Where the pushes of a device arrive. */
export interface PushSource {
  /** Of what stands in for the push platforms in the local run. */
  endpoint: string;
  registration: PushRegistration;
}

/**
 * Where this device's pushes arrive, if it takes any.
 *
 * @throws OutputsError where pushes are asked for, and nothing would show them
 */
export const pushSource = (
  { outputs }: DeviceClient,
  { push }: Credentials,
  { push: wanted, outputs: file }: Pick<DeviceOptions, 'push' | 'outputs'>,
): PushSource | undefined => {
  if (push && outputs.pushEndpoint) return { endpoint: outputs.pushEndpoint, registration: push };
  if (!wanted) return undefined;
  throw new OutputsError(
    `${file} does not say PushEndpoint: nothing stands in for the push platforms there, so no push could arrive.\n` +
      '  Start the local run without another SNS in its environment (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SNS), or leave --push out.',
  );
};

export const platformNames: Record<PushPlatform, string> = {
  fcm: 'FCM',
  apns: 'APNs',
  'apns-sandbox': 'APNs sandbox',
  adm: 'ADM',
};

export const takesPushes = ({ registration: { platform, token } }: PushSource): string =>
  `Takes pushes by ${platformNames[platform]}, for which the local run stands in; its token is ${fit(token, 24)}`;
