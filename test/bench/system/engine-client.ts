import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../shared/adapters/dynamodb/document-client.ts';
import type { System } from './start-system.ts';

/** The client that the functions have, for the same engine. */
export const engineClient = ({ endpoints, outputs }: System): DynamoDBDocumentClient =>
  documentClient({
    endpoint: endpoints.dynamodb,
    region: outputs['Region'] ?? 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
