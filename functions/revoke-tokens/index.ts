import { cognitoTokenRevoker } from '../../shared/adapters/cognito/token-revoker.ts';
import { dynamoDbVault } from '../../shared/adapters/dynamodb/vault.ts';
import { consumerWorld } from '../../shared/adapters/system/consumer-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = consumerWorld('revoke-tokens', variables);

export const handler = makeHandler({
  ...deps,
  vault: dynamoDbVault(deps.client, variables.VAULT_TABLE_NAME),
  revoker: cognitoTokenRevoker(variables.USER_POOL_ID),
});
