import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../terminal/ask.ts';
import type { DeviceClient } from './device-client.ts';
import type { Credentials } from './credentials.ts';
import type { CredentialsFile } from './credentials-file.ts';
import { makeApi } from './make-api.ts';
import { makeCognito } from './make-cognito.ts';
import { placeHeaders } from './place-headers.ts';
import { OutputsError } from './read-named-outputs.ts';
import type { Outputs } from './read-outputs.ts';

export interface DeviceClientOptions extends Pick<DeviceClient, 'onTrouble' | 'note'> {
  outputs: Outputs;
  file: CredentialsFile;
  credentials: Pick<Credentials, 'client' | 'description'>;
  password?: string | undefined;
  signal: AbortSignal;
}

/**
 * The client of one device.
 *
 * @throws OutputsError when there is no such app client
 */
export function makeDeviceClient(options: DeviceClientOptions): DeviceClient {
  const { outputs, file, credentials, password, signal, onTrouble, note } = options;
  const { region, userPoolId, clientIds, cognitoEndpoint, demo } = outputs;
  const clientId = clientIds[credentials.client];
  if (!clientId) {
    const known = Object.keys(clientIds).join(', ');
    throw new OutputsError(`There is no app client "${credentials.client}" here. Choose one of: ${known}`);
  }
  const { from } = credentials.description;
  const headers = { 'user-agent': 'remote-sign-out-device/1', ...(from && placeHeaders(from)) };
  return {
    outputs,
    file,
    onTrouble,
    note,
    api: makeApi({ url: outputs.apiUrl, headers, signal }),
    cognito: makeCognito({ region, userPoolId, clientId, endpoint: cognitoEndpoint, signal }),
    sleep: (ms) => sleep(ms, undefined, { signal }),
    passwordFor: async (email) => {
      if (password !== undefined) return { password, asked: false };
      if (email === demo?.email) return { password: demo.password, asked: false };
      return { password: await ask(`Password of ${email}: `, { secret: true, signal }), asked: true };
    },
    askCode: () => ask('Code from your authenticator: ', { signal }),
  };
}
