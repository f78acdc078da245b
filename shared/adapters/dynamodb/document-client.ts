import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StoreUnavailableError } from '../../domain/store-unavailable-error.ts';

/**
 * The client every function shares. It gives up early: a guard that cannot read refuses, and should do so while the
 * caller still waits. The endpoint comes from `AWS_ENDPOINT_URL_DYNAMODB` where that is set, as for every AWS SDK.
 *
 * What is DynamoDB's to answer for (it is away, slow, throttling, broken) is thrown as StoreUnavailableError.
 */
export const documentClient = (config: DynamoDBClientConfig = {}): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
    ...config,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw isOurs(error) ? error : new StoreUnavailableError('DynamoDB did not answer', { cause: error });
      }
    },
    { step: 'initialize', name: 'storeUnavailable' },
  );
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

const throttling = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

/** Whether the error says something of our request rather than of the state of DynamoDB. */
const isOurs = (error: unknown): boolean =>
  error instanceof Error && '$fault' in error && error.$fault === 'client' && !throttling.has(error.name);
