/** What rights there are, and which variables. Which function has which is in function-rights.ts. */

export type TableAction = `dynamodb:${
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem'}`;

/** What there is beside the tables, with all that functions do to it. */
export interface OtherActions {
  connections: 'execute-api:ManageConnections';
  edgeKey: 'secretsmanager:GetSecretValue';
  events: 'sns:Publish';
  /** What the links in e-mails are signed with. */
  linkKey: 'secretsmanager:GetSecretValue';
  /** SNS asks for the right to make one on all of them, whatever its name will be. */
  newPushApplications: 'sns:CreatePlatformApplication';
  /** Through which SNS speaks to the push services, with their endpoints, one a device. */
  pushApplications: `sns:${
    | 'CreatePlatformEndpoint'
    | 'DeleteEndpoint'
    | 'DeletePlatformApplication'
    | 'GetEndpointAttributes'
    | 'Publish'
    | 'SetEndpointAttributes'
    | 'SetPlatformApplicationAttributes'}`;
  pushSecrets: 'secretsmanager:GetSecretValue';
  planQueue: 'sqs:SendMessage';
  /** The index of the accounts that are due. */
  reviewIndex: 'dynamodb:Query';
  reminderMail: 'ses:SendEmail';
  sendQueue: 'sqs:SendMessage';
  /** The consumer's own. */
  queue: 'sqs:ChangeMessageVisibility';
  userPool: 'cognito-idp:DescribeUserPoolClient';
  warningMail: 'ses:SendEmail';
}

/** Variables that hold a setting. Those that name a table, the topic or another part come with the right to use it. */
export type SettingVariable =
  | 'ACTIVITY_RETENTION_DAYS'
  | 'ALERTS_PER_DAY'
  | 'API_URL'
  | 'CHECK_IN_AFTER_SECONDS'
  | 'CLIENTS'
  | 'CONNECTIONS_PER_MINUTE'
  | 'CONNECTIONS_URL'
  | 'DASHBOARD_CLIENT_ID'
  | 'DASHBOARD_ORIGIN'
  | 'DASHBOARD_URL'
  | 'EDGE_KEY_SHA256'
  | 'EVENTS_ISSUER'
  | 'MAILS_PER_SECOND'
  | 'MAIL_FROM'
  | 'MAIL_REPLY_TO'
  | 'OAUTH_DOMAIN'
  | 'PUSH_PLATFORMS'
  | 'REGISTRATIONS_PER_MINUTE'
  | 'REVIEW_CLAIM_SECONDS'
  | 'REVIEW_TIME_ZONE'
  | 'SIGNED_OUT_DEVICE_RETENTION_DAYS'
  | 'SIGN_OUTS_PER_MINUTE'
  | 'STEP_UP_MAX_AGE_SECONDS'
  | 'USER_POOL_ID'
  | 'USER_POOL_ISSUER';

export interface FunctionRights {
  sessions: readonly TableAction[];
  vault: readonly TableAction[];
  /** Where there is a dashboard. */
  webSessions?: readonly TableAction[];
  others?: { readonly [Part in keyof OtherActions]?: readonly OtherActions[Part][] };
  settings: readonly SettingVariable[];
}
