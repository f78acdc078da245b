import { Agent, createServer, request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { callerOf } from './record-service-calls.ts';

/** One use of a right: what the call needs to be allowed, on which table, or which index of one. */
export interface RecordedCall {
  /** As the caller named itself (`AWS_SDK_UA_APP_ID`). */
  caller: string;
  action: string;
  table: string;
}

export interface RecordingProxy {
  endpoint: string;
  calls: RecordedCall[];
  close(): Promise<void>;
}

type Body = Record<string, unknown> & { TableName?: string; IndexName?: string };

const transactParts = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/**
 * Which rights a call needs. Transactions have none of their own: each part needs that of the single operation.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const rightsOf = (operation: string, body: Body): { action: string; table: string }[] => {
  switch (operation) {
    case 'TransactWriteItems':
      return (body['TransactItems'] as Record<keyof typeof transactParts, Body>[]).flatMap((item) =>
        Object.entries(item).map(([part, { TableName = '' }]) => ({
          action: `dynamodb:${transactParts[part as keyof typeof transactParts]}`,
          table: TableName,
        })),
      );
    case 'TransactGetItems':
      return (body['TransactItems'] as { Get: Body }[]).map(({ Get: { TableName = '' } }) => ({
        action: 'dynamodb:GetItem',
        table: TableName,
      }));
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(body['RequestItems'] as object).map((table) => ({ action: `dynamodb:${operation}`, table }));
    default:
      // The right to read an index is not the right to read its table.
      return [
        { action: `dynamodb:${operation}`, table: [body.TableName, body.IndexName].filter(Boolean).join('/index/') },
      ];
  }
};

/** Stands in front of a DynamoDB endpoint, passes everything on, and remembers who called what. */
export const startRecordingProxy = async (target: string): Promise<RecordingProxy> => {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const calls: RecordedCall[] = [];

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method, url, headers } = incoming;
      const sent = Buffer.concat(chunks);
      const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
      const caller = callerOf(incoming);
      if (caller !== undefined) {
        const json = headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
        for (const right of rightsOf(operation, JSON.parse(json.toString()) as Body)) calls.push({ caller, ...right });
      }
      const onward = request({ hostname, port, method, path: url, headers, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(sent);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      agent.destroy();
    },
  };
};
