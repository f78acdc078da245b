import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../local/gateway/sha256.ts';
import { send } from './send.ts';
import type { Received } from './send.ts';

/** Asks for the introspection of a token as a back-end service does: signed with the credentials of the local run. */
export const introspect = async (endpoint: string, token: string): Promise<Received> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const signer = new SignatureV4({ region: 'us-east-1', service: 'execute-api', credentials, sha256: Sha256 });
  const { hostname, host } = new URL(endpoint);
  const path = '/v1/introspect';
  const body = new URLSearchParams({ token }).toString();
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    path,
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  return send(endpoint, { method: 'POST', path, headers, body });
};
