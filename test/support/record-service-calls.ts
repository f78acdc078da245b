import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One use of a right to something beside the tables. */
export interface ServiceCall {
  /** As the caller named itself (`AWS_SDK_UA_APP_ID`). */
  caller: string;
  /** As infra/function-rights.ts calls it. */
  part: string;
  action: string;
}

const channel = 'http.server.request.start';

/** Who calls these needs no right in AWS: the token in the call is what counts. */
const unauthenticated = new Set(['GetUser', 'RevokeToken']);

/** Remembers who calls SNS, SQS, Cognito, SES, Secrets Manager and the connections, as long as all of them run in this process. */
export const recordServiceCalls = (): { calls: ServiceCall[]; close: () => void } => {
  const calls: ServiceCall[] = [];
  const listen = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const caller = callerOf(request);
    if (caller === undefined) return;
    const chunks: Buffer[] = [];
    // Looked at on its way in: a listener of our own would take it from the server.
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      if (chunk !== null) chunks.push(chunk);
      return push(chunk, encoding);
    };
    response.once('close', () => {
      const right = rightOf(request, Buffer.concat(chunks).toString());
      if (right !== undefined) calls.push({ caller, ...right });
    });
  };
  subscribe(channel, listen);
  return { calls, close: () => void unsubscribe(channel, listen) };
};

/** The function that an AWS SDK has named in its user agent. Powertools add something of their own, in capitals. */
export const callerOf = ({ headers }: IncomingMessage): string | undefined =>
  /\bapp\/([a-z]+(?:-[a-z]+)*)/.exec(headers['user-agent'] ?? '')?.[1];

const rightOf = ({ url = '', headers }: IncomingMessage, body: string): Omit<ServiceCall, 'caller'> | undefined => {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  // Recorded with the table that it asks (recording-proxy.ts).
  if (service.startsWith('DynamoDB')) return undefined;
  if (service === 'AmazonSQS') return queueRight(operation, body);
  if (service === 'secretsmanager') return { part: 'linkKey', action: `secretsmanager:${operation}` };
  if (service === 'AWSCognitoIdentityProviderService') {
    return unauthenticated.has(operation) ? undefined : { part: 'userPool', action: `cognito-idp:${operation}` };
  }
  if (url.includes('/@connections/')) return { part: 'connections', action: 'execute-api:ManageConnections' };
  if (url.startsWith('/v2/email/')) return mailRight(url, body);
  const form = new URLSearchParams(body);
  // A batch of messages needs the right to publish one, and no other.
  const action = `sns:${form.get('Action')?.replace(/^PublishBatch$/, 'Publish')}`;
  return { part: form.has('TopicArn') ? 'events' : 'pushApplications', action };
};

/** A batch of messages needs the right to send one, and no other. What is put off is in the function's own queue. */
const queueRight = (operation: string, body: string): Omit<ServiceCall, 'caller'> => {
  if (!operation.startsWith('SendMessage')) return { part: 'queue', action: `sqs:${operation}` };
  const { QueueUrl = '' } = JSON.parse(body) as { QueueUrl?: string };
  return { part: /ReviewPlanQueue/.test(QueueUrl) ? 'planQueue' : 'sendQueue', action: 'sqs:SendMessage' };
};

/** What may be sent is told apart by the configuration set. */
const mailRight = (url: string, body: string): Omit<ServiceCall, 'caller'> => {
  const { ConfigurationSetName = '' } = JSON.parse(body) as { ConfigurationSetName?: string };
  const part = ConfigurationSetName.endsWith('-reminders') ? 'reminderMail' : 'warningMail';
  return { part, action: sesActions[url] ?? `ses:${url}` };
};

const sesActions: Record<string, string> = { '/v2/email/outbound-emails': 'ses:SendEmail' };
