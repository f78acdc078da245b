import type { PushPlatform } from '../shared/contracts/values.ts';
import type { ConsumerName, FunctionName } from './function-rights.ts';

export type StageName = 'local' | 'dev' | 'prod';

/** All that differs between stages, and all that an operator may want to change. Nothing else reads a stage's name. */
export interface StageSettings {
  stage: StageName;
  identity: NewIdentity | ExistingIdentity;
  /** Tables, pool and stack cannot be deleted, and what is taken out of the stack stays in the account. */
  deletionProtection: Protection;
  /** Encrypts the tables with a key of your own: you can cut off all access at once; costs a key and its requests. */
  customerManagedKey: boolean;
  /** Web origins whose pages may call the API. Apps and same-origin pages need none. */
  allowedOrigins: readonly string[];
  /** Of the whole API, best effort at API Gateway. The limits per account are the functions' own, below. */
  throttle: { requestsPerSecond: number; burst: number };
  logLevel: 'DEBUG' | 'INFO' | 'WARN';
  logRetentionDays: 1 | 7 | 30 | 90 | 180 | 365;
  functionMemoryMb: number;
  requestTimeoutSeconds: number;
  streamTimeoutSeconds: number;
  /** Keeps so many instances for a function, and lets it have no more. */
  reservedConcurrency: Partial<Record<FunctionName, number>>;
  /** SNS topic that is told of alarms. Without it the alarms only show in CloudWatch. */
  alarmTopicArn?: string;
  /**
   * SHA-256 (hex) of the secret header that CloudFront sends. Place and address are believed only beside that header;
   * without this setting they are never believed. A hash of 256 random bits gives nothing away.
   */
  edgeKeySha256?: string;
  activityRetentionDays: number;
  signedOutDeviceRetentionDays: number;
  stepUpMaxAgeSeconds: number;
  checkInAfterSeconds: number;
  registrationsPerMinute: number;
  signOutsPerMinute: number;
  /** How many open connections an account may begin. */
  connectionsPerMinute: number;
  /** Of all open connections together: beginning one and every message on one count alike. */
  connectionThrottle: { requestsPerSecond: number; burst: number };
  /**
   * API Gateway writes the log of open connections by a role of the whole AWS account, one in each region. `create`
   * makes one, which stays when the stack goes, for other APIs may be using it by then; `present` counts on one.
   */
  apiGatewayLogRole: 'create' | 'present';
  /** How the events of a queue are worked off. */
  consumers: Record<ConsumerName, ConsumerSettings>;
  /** Mails to account owners. Without it none are sent. */
  email?: EmailSettings;
  /** Push services that devices may be told through. Without any, devices learn by open connections and by asking. */
  push?: Partial<Record<PushPlatform, PushPlatformSettings>>;
}

export interface ConsumerSettings {
  timeoutSeconds: number;
  /** Instances at a time, at least 2. */
  concurrency: number;
  /** Events an instance gets at a time, at most 10. */
  batchSize: number;
}

export interface EmailSettings {
  /** As mail programs show it: `Example <security@example.org>`. SES must know the address or its domain. */
  from: string;
  /** Where the owner reviews devices. */
  dashboardUrl: string;
  /** To one account. */
  alertsPerDay: number;
}

export interface PushPlatformSettings {
  /** Whole ARN of the secret in Secrets Manager that holds the credentials; docs/push.md says in what form. */
  secretArn: string;
  /** The secret's version to take; the current one when left out. A new one here makes the next deployment read it. */
  secretVersionId?: string;
}

/** Turning a protection off takes a written reason. */
export type Protection = 'on' | { offBecause: string };

/** What a client stands for in the eyes of the account owner, and how long it stays signed in. */
export interface ClientSettings {
  /** The service's name, as the owner sees it on the device page. */
  service: string;
  /** A session's longest life: the life of its refresh token. */
  sessionSeconds: number;
  /** The same on a computer that is shared. */
  sharedSessionSeconds: number;
  /** How many devices of one account the service allows at a time; unlimited when left out. */
  deviceLimit?: number;
}

export interface NewClient extends ClientSettings {
  /** Names the client in the pool and in the stack's outputs: `App` gives `AppClientId`. */
  name: string;
}

export interface NewIdentity {
  kind: 'new';
  selfSignUp: boolean;
  /** In characters. At least 8 (OWASP ASVS 6.2.1). */
  passwordLengthMin: number;
  /** At most 15: for so long a service that checks no sessions still accepts a signed-out token. */
  accessTokenMinutes: number;
  /** Passwords never leave the device (SRP). Off, clients may also send them, over TLS (USER_PASSWORD_AUTH). */
  srpOnly: Protection;
  /**
   * Sign-in with passkeys, for this domain. Cognito offers them only beside passwords, in a flow in which a client may
   * send a password over TLS: with them the pool is no longer SRP only, which takes a reason.
   */
  passkeys?: { domain: string; passwordsBecause: string };
  /** Cognito's own sign-in pages, with the code flow and PKCE. */
  managedLogin?: { domainPrefix: string; callbackUrls: string[]; logoutUrls: string[] };
  /** The first one is `App`: the outputs and the local run count on it. */
  clients: readonly [NewClient, ...NewClient[]];
}

export interface ExistingClient extends ClientSettings {
  clientId: string;
  /**
   * Only tokens of a client with token revocation switched on carry `origin_jti`, and a session is known by it.
   * Deploying warns until the date of the check is written here.
   */
  tokenRevocation: 'unchecked' | { checkedOn: string };
}

export interface ExistingIdentity {
  kind: 'existing';
  userPoolId: string;
  clients: readonly [ExistingClient, ...ExistingClient[]];
}
