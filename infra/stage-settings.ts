import type { PushPlatform } from '../shared/contracts/values.ts';
import type { ConsumerName, FunctionName, WorkerName } from './function-rights.ts';

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
  /** Not less: the figures that alarms look at are lines of the log, and Lambda takes them for INFO. */
  logLevel: 'DEBUG' | 'INFO';
  logRetentionDays: 1 | 7 | 30 | 90 | 180 | 365;
  functionMemoryMb: number;
  requestTimeoutSeconds: number;
  /** Of the dashboard's back end, which waits for requests of its own. */
  webTimeoutSeconds: number;
  streamTimeoutSeconds: number;
  /** Keeps so many instances for a function, and lets it have no more. */
  reservedConcurrency: Partial<Record<FunctionName, number>>;
  /** SNS topic that is told of alarms. Without it the alarms only show in CloudWatch. */
  alarmTopicArn?: string;
  /**
   * What stands before the API and the dashboard, and says where a request comes from. Without it places are unknown,
   * and the API serves the dashboard itself; `-c edge=false` leaves a new one out, for emulators.
   */
  edge?: NewEdge | ExistingEdge;
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
  consumers: Record<ConsumerName, WorkerSettings>;
  /** How the other queues are worked off: those of the monthly review. */
  workers: Record<WorkerName, WorkerSettings>;
  /** When and how fast owners are asked to review. None are where there is no `email`, or no dashboard to do it in. */
  reviews: ReviewSettings;
  /** Mails to account owners. Without it none are sent. */
  email?: EmailSettings;
  /** Push services that devices may be told through. Without any, devices learn by open connections and by asking. */
  push?: Partial<Record<PushPlatform, PushPlatformSettings>>;
}

export interface WorkerSettings {
  timeoutSeconds: number;
  /** Instances at a time, at least 2. */
  concurrency: number;
  /** Events or messages an instance gets at a time, at most 10. */
  batchSize: number;
}

export interface ReviewSettings {
  /** `Europe/Berlin`: whose calendar says which day it is, and whose clock when the run begins. */
  timeZone: string;
  /** Of the daily run, 0–23. One at which the clock changes (1–3) is left out once a year, and the next day does its work. */
  hour: number;
  /** Within how many minutes from then it begins, 1–1440. */
  flexibleMinutes: number;
  /** At most, by all instances together. What SES allows the AWS account is shared with the other mails. */
  mailsPerSecond: number;
  /** For so long an account counts as being mailed before another attempt may begin. */
  claimSeconds: number;
}

export interface EmailSettings {
  /** As mail programs show it: `Example <security@example.org>`. SES must know the address or its domain. */
  from: string;
  /** Where answers go, if not there. */
  replyTo?: string;
  /**
   * Where the owner sees devices, in a stage that has no dashboard. Such a stage has no monthly review: what its mail
   * leads to is a page of the dashboard.
   */
  dashboardUrl?: string;
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
  /** Signs in by Cognito's own pages alone, with the code flow and PKCE, and comes back to one of these addresses. */
  managedLogin?: { callbackUrls: string[]; logoutUrls: string[] };
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
  /**
   * Names Cognito's own sign-in pages, https://<prefix>.auth.<region>.amazoncognito.com, as nobody else's in the region.
   * Left out, the stack's name and the AWS account do.
   */
  loginDomainPrefix?: string;
  /** The web page on which owners see their devices. It is a client like the others: `Dashboard`. */
  dashboard: ClientSettings;
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
  /** Without it there is no dashboard, and nothing of what serves it. */
  dashboard?: ExistingDashboard;
  clients: readonly [ExistingClient, ...ExistingClient[]];
}

/**
 * A public client with the code flow, the scopes openid, email and aws.cognito.signin.user.admin, and the callback that
 * the output `DashboardCallbackUrl` says.
 */
export interface ExistingDashboard extends ExistingClient {
  /** Of the pool's sign-in pages: `https://auth.example.org`. */
  oauthDomain: string;
}

/** CloudFront, made by the stack. */
export interface NewEdge {
  kind: 'new';
  /** Where it answers from: `100` is North America and Europe, `All` everywhere, at the price of the dearest place. */
  priceClass: '100' | '200' | 'All';
  /** A name of one's own, with its certificate in us-east-1. Left out, CloudFront gives one. */
  domain?: { name: string; certificateArn: string };
  /** How many requests an address may make in five minutes. Behind one there may be a whole office. */
  requestsPerAddress: number;
  /** The firewall of a stack that is not in us-east-1, where CloudFront's have to be: docs/edge.md says how to make it. */
  webAclArn?: string;
  /** Count it up to have a new secret header made. */
  keyNumber: number;
}

/** A CDN of one's own. */
export interface ExistingEdge {
  kind: 'existing';
  /** `https://devices.example.org`, where owners open the dashboard. Left out, it is the API's own address. */
  origin?: string;
  /**
   * SHA-256 (hex) of the secret header `x-origin-key` that it sends. CloudFront's headers are believed only beside it. A
   * hash of 256 random bits gives nothing away.
   */
  keySha256: string;
}
