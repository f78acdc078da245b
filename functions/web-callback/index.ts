import { webWorld } from '../../shared/adapters/system/web-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const client = variables.CLIENTS[variables.DASHBOARD_CLIENT_ID];
if (!client) throw new Error("CLIENTS does not name the dashboard's own app client");

export const handler = makeHandler({
  ...webWorld('web-callback', variables),
  clientId: variables.DASHBOARD_CLIENT_ID,
  sessionSeconds: client.sessionSeconds,
});
