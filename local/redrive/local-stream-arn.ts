import { ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';

/**
 * What a local engine calls the stream that the template names. The local run tells functions the template's name, and
 * its engine has another one.
 */
export const localStreamArn = async (client: DynamoDBStreamsClient, named: string): Promise<string> => {
  const [, TableName] = /:table\/([^/]+)\//.exec(named) ?? [];
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName }));
  return Streams.at(-1)?.StreamArn ?? named;
};
