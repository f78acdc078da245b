import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { ActivityId, PushPlatform, PushRegistration, ReviewId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { Session, SessionKey } from '../session/session.ts';

/** Refresh tokens that clients have deposited. Only what revokes them may look inside. */
export interface Vault {
  /** What the session has deposited: the token of its registration, and the last one that it brought later. */
  read(key: SessionKey): Promise<Deposit[]>;
  /** Takes this very token away; another one that was deposited meanwhile stays. */
  remove(key: SessionKey, deposit: Deposit): Promise<void>;
}

export interface Deposit {
  refreshToken: string;
  clientId: string;
  brought: 'first' | 'later';
}

/** The user pool, told that a refresh token is over. */
export interface TokenRevoker {
  /**
   * Revokes the token with every access token made from it. A token that is not known any more is revoked; what is no
   * refresh token cannot be.
   */
  revoke(token: Pick<Deposit, 'refreshToken' | 'clientId'>): Promise<'revoked' | 'not-a-refresh-token'>;
}

/** What is told to whoever listens. */
export interface EventPublisher {
  /** @returns the ids of those that were not taken */
  publish(events: readonly SecurityEvent[]): Promise<ActivityId[]>;
}

/** Which session a push token belongs to: the last one that brought it. */
export interface PushTokens {
  /** Where the platform knows the token as `endpoint`, once that has been found out. */
  owner(push: PushRegistration): Promise<{ accountId: AccountId; key: SessionKey; endpoint?: string } | undefined>;
  /** Remembers the endpoint, unless another session has brought the token meanwhile. */
  remember(push: PushRegistration, session: Pick<Session, 'accountId' | 'key'>, endpoint: string): Promise<void>;
  /** The platform has no use for the token any more: it is forgotten, unless it has been brought again meanwhile. */
  forget(push: PushRegistration, session: Pick<Session, 'accountId' | 'key'>): Promise<void>;
}

/** The push platforms (APNs, FCM, ADM). */
export interface PushPlatforms {
  /**
   * Makes the platform's endpoint of a token that an app has just brought, or finds and mends the one there is.
   * `no-platform`: the operator has given no credentials of it; `bad-token`: the platform will never take this one.
   */
  provideEndpoint(
    push: PushRegistration,
  ): Promise<{ kind: 'endpoint'; endpoint: string } | { kind: 'no-platform' } | { kind: 'bad-token' }>;
  /** `gone`: the app was removed from the device, or its token is not good any more. `no-endpoint`: it was deleted. */
  send(endpoint: string, platform: PushPlatform, event: SecurityEvent): Promise<'sent' | 'gone' | 'no-endpoint'>;
}

/** E-mails that must go out once. */
export interface AlertLedger {
  /**
   * `claimed-again`: an earlier attempt was not finished, but has been counted. `done`: it was sent before. `busy`: it
   * is being sent.
   */
  claim(accountId: AccountId, eventId: ActivityId): Promise<'claimed' | 'claimed-again' | 'done' | 'busy'>;
  /** It has been taken from the account's allowance, and need not be again. */
  markCounted(accountId: AccountId, eventId: ActivityId): Promise<void>;
  markSent(accountId: AccountId, eventId: ActivityId): Promise<void>;
}

export interface Mailer {
  /** @throws MailRefusedError where the mail was not taken; anything else where that is not known */
  send(mail: {
    to: string;
    accountId: AccountId;
    subject: string;
    text: string;
    html: string;
    /** Of a mail that asks for a review, with the address by which a mail program turns such mails off. */
    review?: { id: ReviewId; oneClick: string };
  }): Promise<void>;
}
