import type { SettingsResource } from '../../contracts/resources.ts';
import type { MailLanguage } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { World } from '../ports.ts';
import type { Authority, BySession, ByUnsubscribeLink } from '../sign-out/actor.ts';
import { untilCommitted } from '../until-committed.ts';
import { mailStanding } from './mail-standing.ts';

export type UpdateSettingsOutcome<Refused> = { kind: 'updated'; account: Account } | Refused;

/**
 * Sets what the owner has chosen. What already is as asked is not written again. Reminders turned on by a session are
 * also meant for an address that mails came back from or whose owner called one unwanted: it is tried again.
 */
export const updateSettings = <Refused extends { kind: string }>(
  world: World,
  order: {
    authority: Authority<Refused, BySession | ByUnsubscribeLink>;
    reminders?: boolean | undefined;
    language?: MailLanguage | undefined;
  },
): Promise<UpdateSettingsOutcome<Refused>> => {
  const { accountId, sessionKey } = order.authority;
  return untilCommitted<UpdateSettingsOutcome<Refused>>(world, async () => {
    const snapshot = await world.store.read(accountId, { ...(sessionKey !== undefined && { session: sessionKey }) });
    const checked = order.authority.check(snapshot, world.now());
    if ('refused' in checked) return checked.refused;
    const { account: before, by } = checked.granted;

    const { reminders = true, language = 'en' } = before;
    const { undeliverable, ...deliverable } = before;
    const triedAgain =
      undeliverable !== undefined &&
      undeliverable.address === before.email &&
      order.reminders === true &&
      by.kind === 'session';
    const changed = [
      order.reminders !== undefined &&
        (order.reminders !== reminders || triedAgain) &&
        `reminders-${order.reminders ? 'on' : 'off'}`,
      order.language !== undefined && order.language !== language && `language-${order.language}`,
    ].filter((each) => each !== false);
    if (changed.length === 0) return { kind: 'updated', account: before };

    const after: Account = {
      ...(triedAgain ? deliverable : before),
      reminders: order.reminders ?? reminders,
      language: order.language ?? language,
    };
    const committed = await world.store.commit(accountId, [
      { kind: 'account', before, after },
      ...(by.kind === 'session' ? [{ kind: 'session-unchanged', session: by.session } as const] : []),
      {
        kind: 'activity',
        activity: activityOf({
          accountId,
          id: world.newId.activity(),
          type: 'settings-changed',
          at: world.now().toISOString(),
          by: by.kind === 'session' ? by.session.deviceId : null,
          detail: changed.join(','),
        }),
      },
    ]);
    return committed === 'conflict' ? 'conflict' : { kind: 'updated', account: after };
  });
};

/** What the owner has set, and how things stand. */
export const showSettings = (account: Account): SettingsResource => ({
  reminders: account.reminders ?? true,
  language: account.language ?? 'en',
  email: account.email ?? null,
  delivery: mailStanding(account),
  lastReviewedAt: account.review?.lastReviewedAt ?? null,
  nextReviewOn: account.reviewDueAt ?? null,
});
