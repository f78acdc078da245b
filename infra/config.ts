import { createHash } from 'node:crypto';
import type { PushPlatform } from '../shared/contracts/values.ts';
import type { NewClient, NewEdge, NewIdentity, StageName, StageSettings } from './stage-settings.ts';

const localSecret = (platform: PushPlatform): string =>
  `arn:aws:secretsmanager:us-east-1:000000000000:secret:local/${platform}`;

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
  dashboard: {
    service: 'Your devices',
    // A day's work. What it may do to others takes a password of the last quarter of an hour anyway.
    sessionSeconds: daySeconds,
    // The least that Cognito allows.
    sharedSessionSeconds: 60 * 60,
  },
  kind: 'new',
  selfSignUp: true,
  // Where a password is all there is, length is what makes it hold.
  passwordLengthMin: 12,
  accessTokenMinutes: 15,
  srpOnly: 'on',
  clients: [demoApp],
};

const newEdge: NewEdge = {
  kind: 'new',
  priceClass: '100',
  // An office of a thousand devices, each checking in once a minute, twice over.
  requestsPerAddress: 10_000,
  keyNumber: 1,
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
  // A new token from Cognito (5 s at most) and then the API (15 s), before API Gateway gives up.
  webTimeoutSeconds: 25,
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
  // A device whose network comes and goes opens a few; an account has some devices.
  connectionsPerMinute: 60,
  // The events of a batch are handled at the same time: so many at once are concurrency × batch.
  consumers: {
    // Cognito takes 120 RevokeToken a second from a whole AWS account and region. An event is the vault, Cognito and
    // the receipt, one after the other: 60 ms and more, hence 16 a second at most. 5 × 1 × 16 = 80 leaves a third to
    // the clients that revoke by themselves.
    'revoke-tokens': { timeoutSeconds: 20, concurrency: 5, batchSize: 1 },
    // A push is up to four calls of 40 ms; SNS publishes 300 a second in its smaller regions (9,000 and more in large
    // ones): 5 × 10 × 6 = 300.
    'notify-device': { timeoutSeconds: 20, concurrency: 5, batchSize: 10 },
    // A device should know within a second, and the sign-out of a large account is a burst. Our own table is the limit.
    'notify-connections': { timeoutSeconds: 20, concurrency: 50, batchSize: 10 },
    // Outside its sandbox SES begins with 14 mails a second, each a call of 150 ms: 2 × 1 × 7 = 14.
    'alert-owner': { timeoutSeconds: 20, concurrency: 2, batchSize: 1 },
  },
  workers: {
    // One for each shard. Of ten million accounts 20,000 are due in a shard a day: 2,000 batches of 20 ms. What a run
    // has no time for goes on in a message of its own.
    'plan-reviews': { timeoutSeconds: 60, concurrency: 16, batchSize: 1 },
    // A mail is two reads, two writes and SES: 250 ms. A batch is at most 8 s of mails at this rate; the rest is for an
    // SES that answers slowly.
    'send-review': { timeoutSeconds: 60, concurrency: 5, batchSize: 10 },
    // As many as there are mails, each a read and a write.
    'note-mail-events': { timeoutSeconds: 20, concurrency: 5, batchSize: 10 },
  },
  reviews: {
    // In the morning of most owners: write in theirs.
    timeZone: 'Etc/UTC',
    hour: 9,
    // Nobody waits for it, and on the hour everybody's schedules begin.
    flexibleMinutes: 30,
    // Half of the 14 that SES commonly begins with outside its sandbox: security alerts never wait behind reminders.
    // Ten million accounts, a thirtieth of them a day, take 13 hours.
    mailsPerSecond: 7,
    // A function that was killed may have sent its mail: SES says so within seconds, and minutes on a bad day.
    claimSeconds: 15 * 60,
  },
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
    edge: { kind: 'existing', keySha256: createHash('sha256').update('local-edge').digest('hex') },
    // A demonstration should not make its audience wait.
    checkInAfterSeconds: 5,
    // The seed and the tests register hundreds of sessions on one account.
    registrationsPerMinute: 300,
    signOutsPerMinute: 300,
    connectionsPerMinute: 300,
    connectionThrottle: { requestsPerSecond: 10_000, burst: 5000 },
    apiGatewayLogRole: 'present',
    email: {
      from: 'Remote Sign-Out <security@remote-sign-out.example>',
      replyTo: 'help@remote-sign-out.example',
      alertsPerDay: 20,
    },
    reviews: {
      ...everywhere.reviews,
      // The local mail server is not what a benchmark should measure.
      mailsPerSecond: 500,
      // Nobody waits for what was killed; see the workers below.
      claimSeconds: 60,
    },
    // For the same reason: what a killed function was at comes back after six times as long. Planning keeps ten seconds
    // in hand, and begins no page without them.
    workers: {
      'plan-reviews': { ...everywhere.workers['plan-reviews'], timeoutSeconds: 20 },
      'send-review': { ...everywhere.workers['send-review'], timeoutSeconds: 10 },
      'note-mail-events': { ...everywhere.workers['note-mail-events'], timeoutSeconds: 3 },
    },
    // The local run stands in for the push services and reads no secret.
    push: {
      fcm: { secretArn: localSecret('fcm') },
      apns: { secretArn: localSecret('apns') },
      'apns-sandbox': { secretArn: localSecret('apns-sandbox') },
      adm: { secretArn: localSecret('adm') },
    },
  },
  dev: {
    ...everywhere,
    stage: 'dev',
    identity: { ...newPool, srpOnly: { offBecause: 'developers sign in with one curl' } },
    deletionProtection: { offBecause: 'cdk destroy must leave nothing behind' },
    // Enough for a load test of one team, and a runaway script stays cheap.
    throttle: { requestsPerSecond: 200, burst: 400 },
    connectionThrottle: { requestsPerSecond: 200, burst: 400 },
    apiGatewayLogRole: 'create',
    logLevel: 'DEBUG',
    logRetentionDays: 7,
    edge: newEdge,
    // `email` and `push` are written in as for prod, below.
  },
  prod: {
    ...everywhere,
    stage: 'prod',
    identity: newPool,
    deletionProtection: 'on',
    // Half of what an AWS account has by default for all its APIs in a region: the other half stays for the others.
    throttle: { requestsPerSecond: 5000, burst: 2500 },
    // A ping every four minutes: enough for a million open connections.
    connectionThrottle: { requestsPerSecond: 5000, burst: 2500 },
    apiGatewayLogRole: 'create',
    logLevel: 'INFO',
    // As long as the activity that they explain.
    logRetentionDays: 90,
    edge: newEdge,
    // To send mails, once SES knows the domain and has let the AWS account out of its sandbox:
    //   email: { from: 'Example <security@example.org>', replyTo: 'help@example.org', alertsPerDay: 10 },
    // With mails comes the monthly review; its time and rate, and what SES needs for it, are in docs/reviews.md:
    //   reviews: { ...everywhere.reviews, timeZone: 'Europe/Berlin', hour: 9 },
    // To open the dashboard under a name of your own (docs/edge.md):
    //   edge: { ...newEdge, domain: { name: 'devices.example.org', certificateArn: 'arn:aws:acm:us-east-1:…' } },
    // To push, once the credentials lie in Secrets Manager as docs/push.md says (with the key of Secrets Manager's own):
    //   push: { fcm: { secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:push/fcm-AbCdEf' } },
  },
} as const satisfies Record<string, StageSettings>;

export interface StageOptions {
  /** False leaves out the edge that the stack would make. */
  edge?: boolean;
}

/** The settings of a stage; throws for a name that is none, with the names that are. */
export function stageSettings(stage: string, { edge = true }: StageOptions = {}): StageSettings {
  if (!isStageName(stage)) {
    const names = Object.keys(stages).join(', ');
    throw new Error(`There is no stage "${stage}". Choose one of ${names}, as in: npx cdk deploy -c stage=dev`);
  }
  const settings: StageSettings = stages[stage];
  if (edge || settings.edge?.kind !== 'new') return settings;
  const { edge: _edge, ...others } = settings;
  return others;
}

const isStageName = (stage: string): stage is StageName => Object.hasOwn(stages, stage);
