import {
  CognitoIdentityProviderClient,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  paginateListUserPoolClients,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { asText } from '../template/as-text.ts';
import type { Stack } from '../template/stack.ts';
import type { AwsSettings } from './aws-settings.ts';

/**
 * Make the user pools and app clients of the stack in another Cognito than our own, those that are missing by name.
 *
 * @returns their ids there, by logical id
 */
export async function provideCognito(endpoint: string, aws: AwsSettings, stack: Stack): Promise<Map<string, string>> {
  const client = new CognitoIdentityProviderClient({ ...aws, endpoint });
  const ids = new Map<string, string>();
  for (const { logicalId, name, properties } of stack.userPools) {
    ids.set(logicalId, (await findPool(client, name)) ?? (await createPool(client, name, properties)));
  }
  for (const { logicalId, userPoolId, properties } of stack.userPoolClients) {
    const pool = stack.userPools.find(({ id }) => id === userPoolId);
    const UserPoolId = ids.get(pool?.logicalId ?? '') ?? userPoolId;
    const ClientName = asText(properties['ClientName'] ?? logicalId);
    ids.set(
      logicalId,
      (await findClient(client, UserPoolId, ClientName)) ??
        (await createClient(client, { ...properties, UserPoolId, ClientName })),
    );
  }
  return ids;
}

async function findPool(client: CognitoIdentityProviderClient, name: string): Promise<string | undefined> {
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 })) {
    const found = UserPools.find(({ Name }) => Name === name);
    if (found !== undefined) return found.Id;
  }
  return undefined;
}

async function createPool(
  client: CognitoIdentityProviderClient,
  PoolName: string,
  properties: Readonly<Record<string, unknown>>,
): Promise<string> {
  // CloudFormation sets these through other calls; emulators that stand in for Cognito do not know them.
  const {
    UserPoolName: _name,
    EnabledMfas: _mfas,
    WebAuthnRelyingPartyID: _party,
    WebAuthnUserVerification: _verification,
    ...input
  } = properties;
  // The other names are the same in CloudFormation and in the API.
  const command = new CreateUserPoolCommand({ ...(input as Partial<CreateUserPoolCommandInput>), PoolName });
  return (await client.send(command)).UserPool?.Id ?? '';
}

async function findClient(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  name: string,
): Promise<string | undefined> {
  for await (const { UserPoolClients = [] } of paginateListUserPoolClients({ client }, { UserPoolId })) {
    const found = UserPoolClients.find(({ ClientName }) => ClientName === name);
    if (found !== undefined) return found.ClientId;
  }
  return undefined;
}

async function createClient(
  client: CognitoIdentityProviderClient,
  input: CreateUserPoolClientCommandInput,
): Promise<string> {
  return (await client.send(new CreateUserPoolClientCommand(input))).UserPoolClient?.ClientId ?? '';
}
