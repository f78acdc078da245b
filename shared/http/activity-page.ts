import type { ActivityId, DeviceId } from '../contracts/values.ts';
import type { ActivityResource } from '../contracts/resources.ts';
import type { Activity } from '../domain/activity/activity.ts';
import { takePage } from '../domain/page.ts';
import type { AccountStore } from '../domain/ports.ts';
import type { Answer } from './call.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** A page of the account's history, or of one device's, newest first. */
export const activityPage = async (
  store: AccountStore,
  asked: { accountId: string; device?: DeviceId; limit?: number | undefined; cursor?: string | undefined },
): Promise<Answer> => {
  const limit = asked.limit ?? 50;
  const scope = { accountId: asked.accountId, query: `activity?device=${asked.device ?? ''}` };
  const after = decodeCursor<ActivityId>(asked.cursor, scope);
  const page = await takePage(
    store.listActivity(asked.accountId, {
      ...(after && { after }),
      ...(asked.device && { device: asked.device }),
      step: limit + 1,
    }),
    limit,
  );
  const last = page.items.at(-1);
  return {
    status: 200,
    body: {
      activity: page.items.map(show),
      ...(page.more && last && { nextCursor: encodeCursor(last.id, scope) }),
    },
  };
};

const show = ({ accountId: _, order: _order, sessions, ...activity }: Activity): ActivityResource => ({
  ...activity,
  sessions: sessions.map(({ id, app }) => ({ id, app })),
});
