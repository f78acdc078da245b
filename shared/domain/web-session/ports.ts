import type { AccountId, EpochSeconds } from '../account/account.ts';

/** The tokens of a browser's sign-in. The browser never sees them. */
export interface WebTokens {
  accessToken: string;
  accessTokenEndsAt: EpochSeconds;
  refreshToken: string;
}

/** A browser that is signed in. Its id is a secret that only the browser's cookie holds. */
export interface WebSession extends WebTokens {
  accountId: AccountId;
  /** The end of the refresh token. */
  endsAt: EpochSeconds;
  /** Counts how often the tokens were replaced. */
  version: number;
}

export interface WebSessionStore {
  put(id: string, session: WebSession): Promise<void>;
  /** Strongly consistent; undefined for one that is unknown or past its end. */
  read(id: string): Promise<WebSession | undefined>;
  /** Holds only while the session is as it was read. Says whether it was done. */
  replaceTokens(id: string, read: WebSession, tokens: WebTokens): Promise<boolean>;
  /** Removing what is not there is no error. */
  remove(id: string): Promise<void>;
}

/** What the user pool grants for a code or a refresh token. */
export interface Grant {
  accessToken: string;
  accessTokenEndsAt: EpochSeconds;
  /** Only for a code, and only with the scope `openid`. */
  idToken?: string | undefined;
  /** Of a refresh only where the client's refresh tokens rotate. */
  refreshToken?: string | undefined;
}

export type Granted = { kind: 'granted'; grant: Grant } | { kind: 'refused' };

/** The user pool's OAuth endpoints, for one public client. */
export interface OAuthClient {
  /** Where a browser goes to sign in. */
  authorizationUrl(ask: { state: string; nonce: string; challenge: string; again: boolean }): string;
  /**
   * @throws StoreUnavailableError where the pool does not answer in time
   * @throws UpstreamError where its answer makes no sense
   */
  exchange(code: string, verifier: string, signal: AbortSignal): Promise<Granted>;
  /** Throws as exchange does. */
  refresh(refreshToken: string, signal: AbortSignal): Promise<Granted>;
  /** Ends a sign-in that nobody will use. Throws as exchange does. */
  revoke(refreshToken: string, signal: AbortSignal): Promise<void>;
}

export interface ApiRequest {
  method: string;
  /** `/v1/…`, made here and never taken from a request. */
  path: string;
  /** As it came, without the question mark. */
  query?: string;
  token: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
  signal: AbortSignal;
}

export interface ApiAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** The HTTP API, as any client calls it. */
export interface ApiClient {
  /** @throws StoreUnavailableError where the API does not answer in time */
  call(request: ApiRequest): Promise<ApiAnswer>;
}
