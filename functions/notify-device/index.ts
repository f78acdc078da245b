import { dynamoDbPushTokens } from '../../shared/adapters/dynamodb/push-tokens.ts';
import { snsPushPlatforms } from '../../shared/adapters/sns/push-platforms.ts';
import { consumerWorld } from '../../shared/adapters/system/consumer-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = consumerWorld('notify-device', variables);

export const handler = makeHandler({
  ...deps,
  pushTokens: dynamoDbPushTokens(deps.client, variables.SESSIONS_TABLE_NAME),
  platforms: snsPushPlatforms(variables.PUSH_PLATFORMS),
});
