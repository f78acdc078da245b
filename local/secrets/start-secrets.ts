import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer } from '../runtime/close-server.ts';
import { type Fault, faultAsJson } from '../runtime/faults.ts';
import type { SecretSpec } from '../template/stack.ts';
import { isRecord } from '../template/template.ts';
import { openSecretFile, type StoredSecret } from './secret-file.ts';

export interface SecretsServer {
  endpoint: string;
  close(): Promise<void>;
}

export interface SecretsProps {
  stateFolder: string;
  port: number;
  secrets: readonly SecretSpec[];
  /** What Secrets Manager answers instead, while there is one. */
  fault?: () => Fault | undefined;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

const errorNames = { throttled: 'ThrottlingException', broken: 'InternalServiceError' };
const bodyBytesMax = 64 * 1024;
const closeMsMax = 2000;

/** Start Secrets Manager on loopback, with the secrets of the stack. They are read; nothing changes them here. */
export async function startSecrets({ stateFolder, port, secrets, fault }: SecretsProps): Promise<SecretsServer> {
  const stored = openSecretFile(stateFolder, secrets);

  function operate(action: string, id: string): Answer {
    const secret = secrets.find(({ name, arn }) => id === name || id === arn);
    const found = secret && stored.get(secret.name);
    if (action !== 'GetSecretValue' && action !== 'DescribeSecret') {
      const message = `The local run knows GetSecretValue and DescribeSecret of Secrets Manager, not ${action}`;
      return refusal('InvalidRequestException', message);
    }
    if (secret === undefined || found === undefined) {
      return refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    return answer(action === 'GetSecretValue' ? valueOf(secret, found) : descriptionOf(secret, found));
  }

  async function serve(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request);
    const wanted = fault?.();
    if (wanted !== undefined) return faultAsJson(wanted, errorNames);
    if (request.headers.authorization === undefined) {
      return refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    const target = request.headers['x-amz-target'];
    const [, action = ''] = /^secretsmanager\.(\w+)$/.exec(typeof target === 'string' ? target : '') ?? [];
    const input: unknown = JSON.parse(body || '{}');
    return operate(action, isRecord(input) ? String(input['SecretId']) : '');
  }

  const server = createServer((request, response) => {
    void serve(request)
      .catch(() => refusal('InvalidRequestException', 'The request cannot be read'))
      .then((answered) => send(response, answered))
      .catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => closeServer(server, closeMsMax),
  };
}

const seconds = (timestamp: string): number => Date.parse(timestamp) / 1000;

const valueOf = ({ name, arn }: SecretSpec, { value, versionId, createdAt }: StoredSecret) => ({
  ARN: arn,
  Name: name,
  VersionId: versionId,
  SecretString: value,
  VersionStages: ['AWSCURRENT'],
  CreatedDate: seconds(createdAt),
});

const descriptionOf = ({ name, arn }: SecretSpec, { versionId, createdAt }: StoredSecret) => ({
  ARN: arn,
  Name: name,
  CreatedDate: seconds(createdAt),
  LastChangedDate: seconds(createdAt),
  VersionIdsToStages: { [versionId]: ['AWSCURRENT'] },
});

const answer = (content: unknown): Answer => ({ status: 200, body: JSON.stringify(content) });

const refusal = (type: string, message: string): Answer => ({
  status: 400,
  headers: { 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, message }),
});

const send = (response: ServerResponse, { status, headers, body }: Answer): unknown =>
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers }).end(body);

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyBytesMax) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
