import type {
  ActivityId,
  DeviceId,
  DeviceKind,
  MailLanguage,
  Place,
  PushRegistration,
} from '../../contracts/values.ts';
import type { Account, AccountId, EpochSeconds } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { Activity } from '../activity/activity.ts';
import type { Device } from '../device/device.ts';
import type { Change, OwnerDirectory, World } from '../ports.ts';
import { dateIn } from '../review/calendar.ts';
import { withReviewDue } from '../review/review.ts';
import { endSessions, secondsOf } from '../sign-out/end-sessions.ts';
import { deviceChanges, sessionsOnDevice, settle } from '../sign-out/settle.ts';
import type { SignOut } from '../sign-out/sign-out.ts';
import { untilCommitted } from '../until-committed.ts';
import { checkIn } from './check-in.ts';
import {
  authenticatedTooEarly,
  devicesInUse,
  newDevice,
  newSession,
  replacedSessions,
  withSession,
} from './registration-rules.ts';
import { standingOf } from './session.ts';
import type { Session, SessionKey, Standing } from './session.ts';

/** What an operator has set for the app client that a token belongs to. */
export interface ClientSettings {
  /** The service that the client stands for, shown as the app's name when the app gives none. */
  service: string;
  sessionSeconds: number;
  /** How long a session on a public or shared computer lasts. */
  sharedSessionSeconds: number;
  /** On how many devices the service may be used at a time. */
  deviceLimit?: number | undefined;
}

export interface Registration {
  accountId: AccountId;
  key: SessionKey;
  clientId: string;
  client: ClientSettings;
  authTime: EpochSeconds;
  issuedAt: EpochSeconds;
  accessToken: string;
  /** The device that the client says it is; it is believed only with the right secret. */
  claimed?: { id: DeviceId; secret: string } | undefined;
  device: { name: string; kind: DeviceKind; os: string | null; model: string | null };
  appName?: string | undefined;
  refreshToken?: string | undefined;
  push?: PushRegistration | undefined;
  shared: boolean;
  place: Place | null;
  /** What the owner reads; e-mails are written in it until the owner says otherwise. */
  language?: MailLanguage | undefined;
}

export type RegisterSessionOutcome =
  | { kind: 'registered'; account: Account; session: Session; device: Device; deviceSecret?: string }
  | { kind: 'already-registered'; account: Account; session: Session; device: Device | undefined }
  | { kind: 'ended'; session: Session | undefined; standing: Exclude<Standing, { kind: 'live' }> }
  | { kind: 'reauthentication-required' }
  | { kind: 'device-limit-reached'; account: Account; devices: Device[]; current: DeviceId | undefined };

/**
 * Ties a fresh sign-in to a device: the device it came from before, or a new one. Idempotent by token.
 *
 * Session, device, deposited refresh token and activity are one transaction, which holds only while neither the
 * account nor the device has been signed out meanwhile; so a registration and a sign-out at the same moment end in
 * one of the two orders.
 */
export const registerSession = async (
  world: World & { owners: OwnerDirectory; timeZone: string },
  registration: Registration,
): Promise<RegisterSessionOutcome> => {
  const { accountId, key, claimed } = registration;
  const ids = {
    session: world.newId.session(),
    device: world.newId.device(),
    activity: world.newId.activity(),
    replacement: world.newId.activity(),
  };
  const created = world.secrets.create();
  let email: string | null | undefined;
  let asked = false;

  return untilCommitted<RegisterSessionOutcome>(world, async () => {
    const now = world.now();
    const snapshot = await world.store.read(accountId, { session: key, ...(claimed && { device: claimed.id }) });

    if (snapshot.session && snapshot.account) {
      return alreadyKnown(world, snapshot.account, snapshot.session, registration);
    }

    const known =
      snapshot.device && claimed && world.secrets.matches(claimed.secret, snapshot.device.secretHash)
        ? snapshot.device
        : undefined;

    if (authenticatedTooEarly(registration, snapshot.account, known)) {
      return refuse(world, registration, known, 'reauthentication-required', { kind: 'reauthentication-required' });
    }
    const tokensEndAt = registration.authTime + registration.client.sessionSeconds;
    const endsAt = Math.min(
      tokensEndAt,
      registration.shared ? secondsOf(now) + registration.client.sharedSessionSeconds : Infinity,
    );
    if (endsAt <= secondsOf(now)) return { kind: 'ended', session: undefined, standing: { kind: 'expired' } };

    // With each sign-in: warnings must not go to an address that the owner has given up.
    if (!asked) email = await world.owners.readEmail(registration.accessToken);
    asked = true;
    const { language } = registration;
    const account = withReviewDue(
      withEmail(
        snapshot.account ?? { accountId, version: 0, createdAt: now.toISOString(), ...(language && { language }) },
        email,
      ),
      dateIn(world.timeZone, now),
    );

    if (registration.client.deviceLimit !== undefined) {
      const inUse = await devicesInUse(world, account, registration.clientId, known?.id);
      if (inUse.length >= registration.client.deviceLimit) {
        const outcome: RegisterSessionOutcome = {
          kind: 'device-limit-reached',
          account,
          devices: inUse,
          current: known?.id,
        };
        return refuse(world, registration, known, 'device-limit-reached', outcome);
      }
    }

    const at = now.toISOString();
    const settled = known ? settle(world, known, account, now) : undefined;
    const base = settled?.device ?? newDevice(registration, ids.device, created.hash, at);
    const session = newSession(registration, ids.session, base.id, { at, endsAt, tokensEndAt });

    const replaced = replacedSessions(base, account, session, now);
    const replacement: SignOut = {
      orderId: ids.replacement,
      requestedAt: at,
      requestedBy: base.id,
      reason: 'other',
    };
    const device = withSession(endSessions(base, replaced, replacement, account, now), session, registration, known);

    const tell = (id: ActivityId, what: Pick<Activity, 'type'> & Partial<Activity>): Activity => {
      const { place } = registration;
      return activityOf({
        accountId,
        id,
        at,
        device: { id: device.id, name: device.name },
        by: device.id,
        place,
        ...what,
      });
    };
    const activity = [
      ...(settled?.activity ?? []),
      tell(ids.activity, {
        type: 'signed-in',
        sessions: sessionsOnDevice(device, [session.id]),
        detail: known ? 'known-device' : 'new-device',
      }),
    ];
    if (replaced.length > 0) {
      activity.push(
        tell(ids.replacement, {
          type: 'session-replaced',
          sessions: sessionsOnDevice(device, replaced),
          order: ids.replacement,
        }),
      );
    }
    const changes: Change[] = [
      // Under a limit the account is written, so that of two registrations for the last free place one wins.
      !snapshot.account ||
      account.email !== snapshot.account.email ||
      account.reviewDueAt !== snapshot.account.reviewDueAt ||
      registration.client.deviceLimit !== undefined
        ? { kind: 'account', before: snapshot.account, after: account }
        : { kind: 'account-unchanged', account: snapshot.account },
      { kind: 'session', before: undefined, after: session },
      ...(known
        ? await deviceChanges(world.store, known, device)
        : [{ kind: 'device', before: undefined, after: device } as const]),
      ...activity.map((one): Change => ({ kind: 'activity', activity: one })),
    ];
    if (registration.refreshToken) {
      changes.push({ kind: 'refresh-token', session, refreshToken: registration.refreshToken, brought: 'first' });
    }
    if (session.push) changes.push({ kind: 'push-token-claimed', session, push: session.push });
    if (endsAt < tokensEndAt) changes.push({ kind: 'end-scheduled', session });
    if ((await world.store.commit(accountId, changes)) === 'conflict') return 'conflict';
    return { kind: 'registered', account, session, device, ...(!known && { deviceSecret: created.secret }) };
  });
};

/** Without an address where the one there was is not the owner's any more; as it was where that is not known. */
const withEmail = (account: Account, email: string | null | undefined): Account => {
  if (email === undefined) return account;
  const { email: _, ...rest } = account;
  return email === null ? rest : { ...rest, email };
};

/** What a repeated registration brings is taken as at a check-in: the first may have come without it. */
const alreadyKnown = async (
  world: World,
  account: Account,
  session: Session,
  { refreshToken, push }: Registration,
): Promise<RegisterSessionOutcome> => {
  const standing = standingOf(session, session.deviceId, account, world.now());
  if (standing.kind !== 'live') return { kind: 'ended', session, standing };
  const taken = await checkIn(world, { session, refreshToken, push });
  if (taken.kind === 'actor-ended') return { kind: 'ended', session, standing: taken.standing };
  const { device } = await world.store.read(account.accountId, { device: session.deviceId });
  return { kind: 'already-registered', account, session, device };
};

/** A refused attempt changes nothing but the history. */
const refuse = async (
  world: World,
  registration: Registration,
  known: Device | undefined,
  detail: string,
  outcome: RegisterSessionOutcome,
): Promise<RegisterSessionOutcome | 'conflict'> => {
  const activity = activityOf({
    accountId: registration.accountId,
    id: world.newId.activity(),
    type: 'sign-in-refused',
    at: world.now().toISOString(),
    device: known ? { id: known.id, name: known.name } : null,
    place: registration.place,
    detail,
  });
  const committed = await world.store.commit(registration.accountId, [{ kind: 'activity', activity }]);
  return committed === 'conflict' ? 'conflict' : outcome;
};
