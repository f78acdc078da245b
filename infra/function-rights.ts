import type { RouteName } from '../shared/contracts/routes.ts';
import type { WebRouteName } from '../shared/contracts/web-routes.ts';
import type { FunctionRights } from './rights.ts';

/** The functions that each work off a queue of events. */
export const consumerNames = ['revoke-tokens', 'notify-device', 'notify-connections', 'alert-owner'] as const;
export type ConsumerName = (typeof consumerNames)[number];

/** The functions that each work off a queue which no topic fills. */
export const workerNames = ['plan-reviews', 'send-review', 'note-mail-events'] as const;
export type WorkerName = (typeof workerNames)[number];

/** A function for each route, and those that no route leads to. */
export type FunctionName =
  | RouteName
  | WebRouteName
  | ConsumerName
  | WorkerName
  | 'answer-connection'
  | 'authorize-session'
  | 'close-connection'
  | 'open-connection'
  | 'provide-edge-key'
  | 'provide-push-platforms'
  | 'publish-events'
  | 'settle-sessions';

const retention = ['ACTIVITY_RETENTION_DAYS', 'SIGNED_OUT_DEVICE_RETENTION_DAYS'] as const;
const request = [...retention, 'EDGE_KEY_SHA256'] as const;
const signOut = [...request, 'STEP_UP_MAX_AGE_SECONDS', 'SIGN_OUTS_PER_MINUTE'] as const;
/** Where the function verifies the token by itself. */
const verifying = ['CLIENTS', 'USER_POOL_ID'] as const;
/** Sends browsers to the sign-in pages. */
const signIn = ['DASHBOARD_CLIENT_ID', 'DASHBOARD_ORIGIN', 'OAUTH_DOMAIN'] as const;
/** Calls the API with the tokens of a browser's session, as any client does: it has no right on an account's records. */
const web = [...signIn, 'API_URL'] as const;

/**
 * What every request of a signed-in device may come to: the guard reads, "last seen" is updated, and telling a
 * signed-out device is a transaction of puts. (A transaction needs the rights of its parts; it has none of its own.)
 */
const guarded = ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] as const;

/** An order holds only while the session that gives it is unchanged: its transaction checks that. */
const ordering = [...guarded, 'dynamodb:ConditionCheckItem'] as const;

/** A step of a receipt, written on the condition that nothing it was read from has changed. */
const noting = ['dynamodb:BatchGetItem', 'dynamodb:PutItem'] as const;

/** A message that has to wait is given back to its queue. */
const consuming = { queue: ['sqs:ChangeMessageVisibility'] } as const;

/**
 * Who may do what to which table and to what else, and which settings each function knows: the one place that says so.
 * The template is held to it by test/infra/function-rights.test.ts, and the code by
 * test/integration/function-rights.test.ts, which records the calls it makes. What Lambda itself asks of a function
 * that reads a stream or a queue comes with the event source.
 */
export const functionRights: Readonly<Record<FunctionName, FunctionRights>> = {
  'register-session': {
    sessions: [...ordering, 'dynamodb:Query'],
    vault: ['dynamodb:PutItem'],

    settings: [...request, 'CLIENTS', 'REGISTRATIONS_PER_MINUTE', 'REVIEW_TIME_ZONE', 'USER_POOL_ID'],
  },
  'get-session': { sessions: guarded, vault: [], settings: request },
  'check-in': {
    sessions: ordering,
    vault: ['dynamodb:PutItem'],

    settings: [...request, 'CHECK_IN_AFTER_SECONDS'],
  },
  'end-session': { sessions: guarded, vault: [], settings: request },
  'confirm-sign-out': {
    sessions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    vault: [],

    settings: [...request, ...verifying],
  },
  'create-connection-ticket': {
    sessions: guarded,
    vault: [],

    settings: [...request, 'CONNECTIONS_URL', 'CONNECTIONS_PER_MINUTE'],
  },
  'list-devices': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'get-device': { sessions: guarded, vault: [], settings: request },
  'update-device': { sessions: ordering, vault: [], settings: [...request, 'STEP_UP_MAX_AGE_SECONDS'] },
  'forget-device': { sessions: [...ordering, 'dynamodb:DeleteItem'], vault: [], settings: request },
  'sign-out-device': { sessions: ordering, vault: [], settings: signOut },
  'sign-out-session': { sessions: ordering, vault: [], settings: signOut },
  'sign-out-devices': { sessions: [...ordering, 'dynamodb:Query'], vault: [], settings: signOut },
  'list-activity': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'list-device-activity': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'get-review': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'finish-review': {
    sessions: [...ordering, 'dynamodb:Query'],
    vault: [],
    settings: [...signOut, 'REVIEW_TIME_ZONE'],
  },
  'get-settings': { sessions: guarded, vault: [], settings: request },
  'update-settings': { sessions: ordering, vault: [], settings: [...request, 'STEP_UP_MAX_AGE_SECONDS'] },
  introspect: { sessions: ['dynamodb:BatchGetItem'], vault: [], settings: [...retention, ...verifying] },

  // The dashboard's back end.
  'web-sign-in': { sessions: [], vault: [], settings: signIn },
  'web-callback': {
    sessions: [],
    vault: [],
    webSessions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    settings: [...web, 'CLIENTS'],
  },
  'web-api': {
    sessions: [],
    vault: [],
    webSessions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    settings: web,
  },
  'web-sign-out': {
    sessions: [],
    vault: [],
    webSessions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    settings: web,
  },
  // By the link of a review e-mail, without a session: these work on the account that the link names.
  'web-get-review': {
    sessions: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
    vault: [],
    others: { linkKey: ['secretsmanager:GetSecretValue'] },
    settings: [...retention, 'DASHBOARD_ORIGIN'],
  },
  'web-finish-review': {
    sessions: [...noting, 'dynamodb:Query', 'dynamodb:UpdateItem'],
    vault: [],
    others: { linkKey: ['secretsmanager:GetSecretValue'] },
    settings: [...retention, 'DASHBOARD_ORIGIN', 'REVIEW_TIME_ZONE', 'SIGN_OUTS_PER_MINUTE'],
  },
  'web-unsubscribe': {
    sessions: noting,
    vault: [],
    others: { linkKey: ['secretsmanager:GetSecretValue'] },
    settings: [...retention, 'DASHBOARD_ORIGIN'],
  },
  'web-page': { sessions: [], vault: [], settings: ['DASHBOARD_ORIGIN'] },

  'settle-sessions': {
    sessions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    vault: [],

    settings: retention,
  },
  'publish-events': {
    sessions: [],
    vault: [],
    others: { events: ['sns:Publish'] },
    settings: ['EVENTS_ISSUER', 'USER_POOL_ISSUER'],
  },

  'revoke-tokens': {
    sessions: noting,
    vault: ['dynamodb:GetItem', 'dynamodb:DeleteItem'],
    // The secret of the session's client, where it has one: RevokeToken asks for it.
    others: { ...consuming, userPool: ['cognito-idp:DescribeUserPoolClient'] },
    settings: [...retention, 'USER_POOL_ID'],
  },
  'notify-device': {
    sessions: [...noting, 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    vault: [],
    others: {
      ...consuming,
      pushApplications: [
        'sns:CreatePlatformEndpoint',
        'sns:DeleteEndpoint',
        'sns:GetEndpointAttributes',
        'sns:Publish',
        'sns:SetEndpointAttributes',
      ],
    },
    settings: [...retention, 'PUSH_PLATFORMS'],
  },
  'notify-connections': {
    sessions: [...noting, 'dynamodb:Query', 'dynamodb:DeleteItem'],
    vault: [],
    others: { ...consuming, connections: ['execute-api:ManageConnections'] },
    settings: retention,
  },
  'alert-owner': {
    sessions: guarded,
    vault: [],
    others: { ...consuming, warningMail: ['ses:SendEmail'] },
    settings: [...retention, 'ALERTS_PER_DAY', 'DASHBOARD_URL', 'MAIL_FROM', 'MAIL_REPLY_TO'],
  },

  // The monthly review. Planning reads the index alone, and no account.
  'plan-reviews': {
    sessions: [],
    vault: [],
    others: {
      ...consuming,
      reviewIndex: ['dynamodb:Query'],
      planQueue: ['sqs:SendMessage'],
      sendQueue: ['sqs:SendMessage'],
    },
    settings: ['REVIEW_TIME_ZONE'],
  },
  'send-review': {
    sessions: [...noting, 'dynamodb:Query'],
    vault: [],
    others: { ...consuming, linkKey: ['secretsmanager:GetSecretValue'], reminderMail: ['ses:SendEmail'] },
    settings: [
      ...retention,
      'DASHBOARD_URL',
      'MAILS_PER_SECOND',
      'MAIL_FROM',
      'MAIL_REPLY_TO',
      'REVIEW_CLAIM_SECONDS',
      'REVIEW_TIME_ZONE',
    ],
  },
  // What SES tells of mails: they went out, came back, or were called unwanted.
  'note-mail-events': { sessions: noting, vault: [], others: consuming, settings: [...retention, 'REVIEW_TIME_ZONE'] },

  // The ticket is taken away, and the connection bound to its session while that is unchanged.
  'open-connection': {
    sessions: [...noting, 'dynamodb:ConditionCheckItem', 'dynamodb:Query', 'dynamodb:DeleteItem'],
    vault: [],
    settings: retention,
  },
  'answer-connection': {
    sessions: [...noting, 'dynamodb:GetItem', 'dynamodb:DeleteItem'],
    vault: [],
    others: { connections: ['execute-api:ManageConnections'] },
    settings: retention,
  },
  'close-connection': {
    sessions: ['dynamodb:GetItem', 'dynamodb:DeleteItem'],
    vault: [],

    settings: retention,
  },

  'provide-push-platforms': {
    sessions: [],
    vault: [],
    others: {
      newPushApplications: ['sns:CreatePlatformApplication'],
      pushApplications: ['sns:DeletePlatformApplication', 'sns:SetPlatformApplicationAttributes'],
      pushSecrets: ['secretsmanager:GetSecretValue'],
    },
    settings: [],
  },
  // Where CloudFront is made by the stack.
  'provide-edge-key': { sessions: [], vault: [], others: { edgeKey: ['secretsmanager:GetSecretValue'] }, settings: [] },
  // Deployed with other teams' APIs, by constructs/session-authorizer.ts.
  'authorize-session': { sessions: ['dynamodb:BatchGetItem'], vault: [], settings: verifying },
};

export const functionNames = (): FunctionName[] => Object.keys(functionRights).filter(isFunctionName);

const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functionRights, name);
