import { credentialsFile } from './credentials-file.ts';
import type { Credentials } from './credentials.ts';
import type { DeviceClient } from './device-client.ts';
import { makeDeviceClient } from './make-device-client.ts';
import type { DeviceClientOptions } from './make-device-client.ts';
import { prepareCredentials } from './prepare-credentials.ts';
import type { Wanted } from './prepare-credentials.ts';
import { readOutputs } from './read-outputs.ts';

export interface ProfileOptions extends Omit<DeviceClientOptions, 'outputs' | 'file' | 'credentials'> {
  /** Names the file of the credentials. */
  profile: string;
  /** The folder of these files. */
  credentials: string;
  /** The file that says where the product is. */
  outputs: string;
  wanted: Wanted;
}

/**
 * The client of the device that a profile names, as its flags want it.
 *
 * @throws OutputsError, CredentialsFileError, UsageError
 */
export const openProfile = (options: ProfileOptions): { client: DeviceClient; credentials: Credentials } => {
  const outputs = readOutputs(options.outputs);
  const file = credentialsFile(options.credentials, options.profile);
  const credentials = prepareCredentials(file.read(), options.wanted, outputs);
  return { client: makeDeviceClient({ ...options, outputs, file, credentials }), credentials };
};
