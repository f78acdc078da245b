import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Session } from '../../shared/domain/session/session.ts';
import { deviceKey, sessionKey } from '../../shared/adapters/dynamodb/items.ts';
import { recordsOf } from './account-records.ts';
import type { LocalRun } from './local-run.ts';

type Stored = Pick<LocalRun, 'engine'>;
interface Where {
  sub: string;
  sessionId: string;
}

/** The clock of a running function cannot be moved; what it has written can be made older. */
export const storedSession = async ({ engine }: Stored, { sub, sessionId }: Where): Promise<Session> => {
  const { sessions } = await recordsOf(engine, sub);
  const session = sessions.find(({ id }) => id === sessionId);
  if (session === undefined) throw new Error(`there is no ${sessionId}`);
  return session;
};

const change = ({ engine }: Stored, { accountId, key }: Session, field: string, value: unknown) =>
  engine.client.send(
    new UpdateCommand({
      TableName: engine.tables.sessions,
      Key: sessionKey(accountId, key),
      UpdateExpression: 'SET #field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

/** As if the session had last been seen an hour ago. */
export const seenAnHourAgo = async (run: Stored, where: Where): Promise<void> => {
  const session = await storedSession(run, where);
  await change(run, session, 'lastSeenAt', new Date(Date.now() - 3_600_000).toISOString());
};

/** As if the session had come to its end a second ago. */
export const ended = async (run: Stored, where: Where): Promise<Session> => {
  const session = await storedSession(run, where);
  const { accountId, deviceId, id } = session;
  const endsAt = Math.floor(Date.now() / 1000) - 1;
  await change(run, session, 'endsAt', endsAt);
  await run.engine.client.send(
    new UpdateCommand({
      TableName: run.engine.tables.sessions,
      Key: deviceKey(accountId, deviceId),
      UpdateExpression: 'SET sessions.#session.endsAt = :endsAt',
      ExpressionAttributeNames: { '#session': id },
      ExpressionAttributeValues: { ':endsAt': endsAt },
    }),
  );
  return session;
};

/** As if the session had ended so long ago that its row may be removed: time to live has it removed at its next turn. */
export const overdue = async (run: Stored, where: Where): Promise<Session> => {
  const session = await ended(run, where);
  await change(run, session, 'expiresAt', Math.floor(Date.now() / 1000) - 1);
  return session;
};

/** What time to live does to a row whose time is over. */
export const removeRow = async ({ engine }: Stored, { accountId, key }: Session): Promise<void> => {
  await engine.client.send(new DeleteCommand({ TableName: engine.tables.sessions, Key: sessionKey(accountId, key) }));
};
