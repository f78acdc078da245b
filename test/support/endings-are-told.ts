import { sessionEndings } from '../../shared/contracts/event-names.ts';
import type { SessionId } from '../../shared/contracts/values.ts';
import { sessionsOf } from '../../shared/domain/device/device.ts';
import type { AccountStore, Change } from '../../shared/domain/ports.ts';

const endings: ReadonlySet<string> = new Set(sessionEndings);

/**
 * A store that takes no commit by which a session ends and nobody is told: in the same transaction there must be an
 * activity, of a kind that the consumers of ends listen to, that names the session with its key.
 */
export const endingsAreTold = (store: AccountStore): AccountStore => ({
  ...store,
  async commit(accountId, changes) {
    const told = changes.flatMap((change) =>
      change.kind === 'activity' && endings.has(change.activity.type) ? change.activity.sessions : [],
    );
    for (const { id, key } of changes.flatMap(endedBy)) {
      if (told.filter((one) => one.id === id && one.key === key).length !== 1) {
        throw new Error(`a commit ends ${id} and does not tell of it`);
      }
    }
    return store.commit(accountId, changes);
  },
});

/** The sessions that were active before the change and are not after it, by what the device says of them. */
const endedBy = (change: Change): { id: SessionId; key: string }[] => {
  if (change.kind === 'device') {
    const { before, after } = change;
    return sessionsOf(after).flatMap(([id, { state, key }]) =>
      state !== 'active' && before?.sessions[id]?.state === 'active' ? [{ id, key }] : [],
    );
  }
  if (change.kind === 'session') {
    const { before, after } = change;
    return before?.state === 'active' && after.state !== 'active' ? [{ id: after.id, key: after.key }] : [];
  }
  return [];
};
