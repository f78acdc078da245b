/** A stack as the local run sees it: all values computed, all references turned into names. */
export interface Stack {
  tables: TableSpec[];
  userPools: { id: string; logicalId: string; name: string; properties: Record<string, unknown> }[];
  userPoolClients: { id: string; userPoolId: string; logicalId: string; properties: Record<string, unknown> }[];
  queues: QueueSpec[];
  topics: TopicSpec[];
  /** Of queues to topics. */
  subscriptions: SubscriptionSpec[];
  pushApplications: PushApplicationSpec[];
  functions: FunctionSpec[];
  streamMappings: StreamMappingSpec[];
  queueMappings: QueueMappingSpec[];
  schedules: ScheduleSpec[];
  secrets: SecretSpec[];
  configurationSets: ConfigurationSetSpec[];
  api: ApiSpec;
  /** Undefined when the stack has no WebSocket API. */
  connectionsApi: ConnectionsApiSpec | undefined;
  outputs: Record<string, string>;
}

export interface TableSpec {
  name: string;
  arn: string;
  streamArn: string;
  ttlAttribute?: string;
  properties: Record<string, unknown>;
}

export interface QueueSpec {
  name: string;
  arn: string;
  /** As the API of SQS takes them. */
  attributes: Record<string, string>;
}

export interface TopicSpec {
  name: string;
  arn: string;
  /** As the API of SNS takes them. */
  attributes: Record<string, string>;
}

export interface SubscriptionSpec {
  logicalId: string;
  topicArn: string;
  queueArn: string;
  /** As the API of SNS takes them. */
  attributes: Record<string, string>;
}

/** An app at a push platform, as SNS knows it. */
export interface PushApplicationSpec {
  name: string;
  arn: string;
  /** As SNS calls it. */
  platform: 'GCM' | 'APNS' | 'APNS_SANDBOX' | 'ADM';
}

export interface FunctionSpec {
  name: string;
  arn: string;
  logicalId: string;
  handler: string;
  memoryMb: number;
  timeoutMs: number;
  environment: Record<string, string>;
}

export interface StreamMappingSpec {
  logicalId: string;
  functionName: string;
  tableName: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  batchSize: number;
  windowMs: number;
  lanes: number;
  /** JSON patterns; a record passes when it fits any of them, or when there are none. */
  filters: string[];
  reportsItemFailures: boolean;
  bisects: boolean;
  /** Infinity for ever. */
  retriesMax: number;
  recordAgeMsMax: number;
  failureQueueArn?: string;
}

export interface QueueMappingSpec {
  logicalId: string;
  functionName: string;
  queueArn: string;
  batchSize: number;
  windowMs: number;
  reportsItemFailures: boolean;
  /** Invocations at a time. */
  concurrencyMax: number;
}

/** Sends a message to a queue whenever it is time. */
export interface ScheduleSpec {
  logicalId: string;
  name: string;
  arn: string;
  enabled: boolean;
  timing: ScheduleTiming;
  queueArn: string;
  input: string;
  retriesMax: number;
  ageMsMax: number;
  deadLetterArn?: string;
}

export type ScheduleTiming =
  /** As EventBridge Scheduler writes it, without the parentheses. In an IANA time zone. */
  | { kind: 'cron'; expression: string; timeZone: string }
  /** Once, at a local time: `2026-11-22T09:00:00`. */
  | { kind: 'at'; localTime: string; timeZone: string }
  | { kind: 'rate'; everyMs: number };

/** A secret, and how its value is made; `value` where the template says it. */
export interface SecretSpec {
  logicalId: string;
  name: string;
  arn: string;
  value?: string;
  generate: SecretRecipe;
}

export interface SecretRecipe {
  length: number;
  /** What the value is made of, each named once. */
  characters: string;
  /** JSON to put the value into, and under which key. */
  template?: { json: string; key: string };
}

/** How SES sends mails that name it, and what it tells of them. */
export interface ConfigurationSetSpec {
  name: string;
  destinations: { topicArn: string; eventTypes: MailEventType[] }[];
}

/** As SES writes them into its events; of these the local run has something to tell. */
export type MailEventType = 'Send' | 'Bounce' | 'Complaint';

export interface ApiSpec {
  id: string;
  routes: RouteSpec[];
  cors?: CorsSpec;
  throttle: ThrottleSpec;
  accessLogFormat?: string;
}

export interface RouteSpec {
  /** `POST /v1/sessions`, or `$default`. */
  key: string;
  functionName: string;
  authorizer?: AuthorizerSpec;
  /** Requests are signed with AWS credentials: `AWS_IAM`. */
  signed: boolean;
  scopes: string[];
  throttle?: ThrottleSpec;
}

export interface ConnectionsApiSpec {
  id: string;
  stage: string;
  /** Where in a message its route is named: `['action']` for `$request.body.action`. */
  routeSelection: string[];
  routes: ConnectionRouteSpec[];
  throttle: ThrottleSpec;
  accessLogFormat?: string;
}

export interface ConnectionRouteSpec {
  /** `$connect`, `$disconnect`, `$default`, or what a message calls it. */
  key: string;
  functionName: string;
  /** What the function returns as a body goes back over the connection. */
  answers: boolean;
  timeoutMs: number;
  throttle?: ThrottleSpec;
}

export interface AuthorizerSpec {
  issuer: string;
  audience: string[];
  /** Such as `$request.header.Authorization`. */
  identitySources: string[];
}

/** Infinity where there is no limit. */
export interface ThrottleSpec {
  requestsPerSecond: number;
  burst: number;
}

export interface CorsSpec {
  origins: string[];
  methods: string[];
  headers: string[];
  exposedHeaders: string[];
  credentials: boolean;
  maxAgeSeconds?: number;
}
