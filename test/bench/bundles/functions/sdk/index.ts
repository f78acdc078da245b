import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

// The SDK alone, with the commands that our functions use: what a function with it cannot be smaller than.
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async () => [client, BatchGetCommand, QueryCommand, TransactWriteCommand, UpdateCommand].length;
