import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { World } from '../../domain/ports.ts';
import { createLog } from '../../observability/logger.ts';
import type { Log } from '../../observability/logger.ts';
import { dynamoDbAccountStore } from '../dynamodb/account-store.ts';
import { documentClient } from '../dynamodb/document-client.ts';
import { systemWorld } from './system-world.ts';

export interface FunctionVariables {
  SESSIONS_TABLE_NAME: string;
  ACTIVITY_RETENTION_DAYS: number;
  SIGNED_OUT_DEVICE_RETENTION_DAYS: number;
  VAULT_TABLE_NAME?: string;
  EDGE_KEY_SHA256?: string | undefined;
}

/** What a function works with, made once per instance from its variables. */
export const functionWorld = (
  name: string,
  variables: FunctionVariables,
): { world: World; log: Log; client: DynamoDBDocumentClient; edgeKeySha256: string | undefined } => {
  const client = documentClient();
  const system = systemWorld();
  const store = dynamoDbAccountStore(client, {
    tables: {
      sessions: variables.SESSIONS_TABLE_NAME,
      ...(variables.VAULT_TABLE_NAME && { vault: variables.VAULT_TABLE_NAME }),
    },
    retention: {
      activityDays: variables.ACTIVITY_RETENTION_DAYS,
      signedOutDeviceDays: variables.SIGNED_OUT_DEVICE_RETENTION_DAYS,
    },
    now: system.now,
  });
  return { world: { ...system, store }, log: createLog(name), client, edgeKeySha256: variables.EDGE_KEY_SHA256 };
};
