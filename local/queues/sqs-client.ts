import { asText } from '../template/as-text.ts';
import type { QueueSpec } from '../template/stack.ts';

/** The two calls that the local run itself makes to SQS. */
export interface SqsClient {
  ensureQueue(queue: QueueSpec): Promise<string>;
  send(queueUrl: string, body: string): Promise<void>;
}

/** Properties of the template that are no attributes of a queue, or mean nothing here. */
const notAttributes = new Set(['KmsMasterKeyId', 'QueueName', 'SqsManagedSseEnabled', 'Tags']);

export function makeSqsClient(endpoint: string, region: string): SqsClient {
  async function call(action: string, body: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
        // Emulators read the region from it and check no signature.
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=local`,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`SQS ${action} at ${endpoint}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }

  return {
    async ensureQueue({ name, properties }) {
      const attributes = Object.entries(properties)
        .filter(([property]) => !notAttributes.has(property))
        .map(([property, value]) => [property, asText(value)]);
      const { QueueUrl } = await call('CreateQueue', {
        QueueName: name,
        Attributes: Object.fromEntries(attributes),
      });
      return String(QueueUrl);
    },
    async send(queueUrl, body) {
      await call('SendMessage', { QueueUrl: queueUrl, MessageBody: body });
    },
  };
}
