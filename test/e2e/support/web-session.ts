import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { dynamoDbWebSessionStore } from '../../../shared/adapters/dynamodb/web-session-store.ts';
import type { WebSession } from '../../../shared/domain/web-session/ports.ts';
import { claimsOf } from '../../support/local-owner.ts';
import type { LocalRun } from '../../support/local-run.ts';

const storeOf = async (run: LocalRun) => {
  const { TableNames = [] } = await run.engine.client.send(new ListTablesCommand({}));
  const table = TableNames.find((name) => name.includes('WebSessions'));
  if (table === undefined) throw new Error('there is no table of web sessions');
  return dynamoDbWebSessionStore(run.engine.client, { table, now: () => new Date() });
};

/** What the dashboard's back end keeps for a browser's cookie. */
export const readWebSession = async (run: LocalRun, cookie: string): Promise<WebSession> => {
  const session = await (await storeOf(run)).read(cookie);
  if (!session) throw new Error('the browser has no session');
  return session;
};

/** As when its time has come. */
export const expireWebSession = async (run: LocalRun, cookie: string): Promise<void> => {
  const session = await readWebSession(run, cookie);
  await (await storeOf(run)).put(cookie, { ...session, endsAt: 1 });
};

/** As when its access token needs to be fetched anew. */
export const expireAccessToken = async (run: LocalRun, cookie: string): Promise<void> => {
  const session = await readWebSession(run, cookie);
  await (await storeOf(run)).put(cookie, { ...session, accessTokenEndsAt: 1 });
};

/** As when the owner had given the password an hour ago: at the user pool, and in the tokens from now on. */
export const ageAuthentication = async (run: LocalRun, cookie: string): Promise<void> => {
  const { accessToken } = await readWebSession(run, cookie);
  const database = new DatabaseSync(join(run.stateFolder, 'cognito.sqlite'), { timeout: 10_000 });
  const { origin_jti: key = '' } = claimsOf(accessToken);
  const { changes } = database
    .prepare('UPDATE sign_ins SET auth_time = auth_time - 3600 WHERE origin_jti = ?')
    .run(key);
  database.close();
  if (changes !== 1) throw new Error('the user pool does not know the sign-in');
  await expireAccessToken(run, cookie);
};
