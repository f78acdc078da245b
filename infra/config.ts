import { createHash } from 'node:crypto';
import type { FunctionName } from './function-rights.ts';

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

const daySeconds = 24 * 60 * 60;

const demoApp: NewClient = {
  name: 'App',
  service: 'Demo app',
  // Cognito's default; the person who uses an app once a month stays signed in.
  sessionSeconds: 30 * daySeconds,
  // Long enough for an errand at a library's computer, short enough for the next visitor.
  sharedSessionSeconds: 60 * 60,
};

/** Small enough to reach the limit with three terminals. */
const demoConsole: NewClient = { ...demoApp, name: 'Console', service: 'Demo console', deviceLimit: 2 };

const newPool: NewIdentity = {
  kind: 'new',
  selfSignUp: true,
  // Where a password is all there is, length is what makes it hold.
  passwordLengthMin: 12,
  accessTokenMinutes: 15,
  srpOnly: 'on',
  clients: [demoApp],
};

const everywhere = {
  customerManagedKey: false,
  allowedOrigins: [],
  // Loading the code is what a cold start costs, and it is bound by CPU, which grows with memory (1,769 MB is one whole
  // CPU). More than this no longer pays for a warm request, which waits for one read.
  functionMemoryMb: 1024,
  // API Gateway gives up after 30 s. The slowest request is a handful of transactions; whatever takes longer than this
  // will not come right, and a client does better to ask again.
  requestTimeoutSeconds: 10,
  // A batch is a hundred accounts, each with as many transactions as it has sessions to end, by the hundred.
  streamTimeoutSeconds: 60,
  reservedConcurrency: {},
  // Three monthly reviews' worth of history.
  activityRetentionDays: 90,
  // More than a year, so that a seasonal device coming back is still the same device.
  signedOutDeviceRetentionDays: 400,
  // Design, section 4: a thief with an unlocked phone should not be able to sign the owner out.
  stepUpMaxAgeSeconds: 15 * 60,
  // An offline device that comes back learns of its sign-out within a minute, for one read per minute and device.
  checkInAfterSeconds: 60,
  // Nobody signs in every two seconds; a carousel of stolen passwords does.
  registrationsPerMinute: 30,
  // One a second clears a long list by hand; more than that is a script, and there is "sign out everywhere" for it.
  signOutsPerMinute: 60,
} satisfies Partial<StageSettings>;

const stages = {
  local: {
    ...everywhere,
    stage: 'local',
    identity: {
      ...newPool,
      // Cognito's own default: accounts here are tried and thrown away.
      passwordLengthMin: 8,
      srpOnly: { offBecause: 'a first try of the API is one curl' },
      clients: [demoApp, demoConsole],
    },
    deletionProtection: { offBecause: 'npm start -- --fresh empties it' },
    // The gateway is not what a benchmark should measure.
    throttle: { requestsPerSecond: 10_000, burst: 5000 },
    logLevel: 'INFO',
    logRetentionDays: 1,
    // The local gateway stands for CloudFront and sends this text.
    edgeKeySha256: createHash('sha256').update('local-edge').digest('hex'),
    // A demonstration should not make its audience wait.
    checkInAfterSeconds: 5,
    // The seed and the tests register hundreds of sessions on one account.
    registrationsPerMinute: 300,
    signOutsPerMinute: 300,
  },
  dev: {
    ...everywhere,
    stage: 'dev',
    identity: { ...newPool, srpOnly: { offBecause: 'developers sign in with one curl' } },
    deletionProtection: { offBecause: 'cdk destroy must leave nothing behind' },
    // Enough for a load test of one team, and a runaway script stays cheap.
    throttle: { requestsPerSecond: 200, burst: 400 },
    logLevel: 'DEBUG',
    logRetentionDays: 7,
  },
  prod: {
    ...everywhere,
    stage: 'prod',
    identity: newPool,
    deletionProtection: 'on',
    // Half of what an AWS account has by default for all its APIs in a region: the other half stays for the others.
    throttle: { requestsPerSecond: 5000, burst: 2500 },
    logLevel: 'INFO',
    // As long as the activity that they explain.
    logRetentionDays: 90,
  },
} as const satisfies Record<string, StageSettings>;

export type StageName = 'local' | 'dev' | 'prod';

/** The settings of a stage; throws for a name that is none, with the names that are. */
export function stageSettings(stage: string): StageSettings {
  if (!isStageName(stage)) {
    const names = Object.keys(stages).join(', ');
    throw new Error(`There is no stage "${stage}". Choose one of ${names}, as in: npx cdk deploy -c stage=dev`);
  }
  return stages[stage];
}

const isStageName = (stage: string): stage is StageName => Object.hasOwn(stages, stage);
