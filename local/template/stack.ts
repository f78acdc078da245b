/** A stack as the local run sees it: all values computed, all references turned into names. */
export interface Stack {
  tables: TableSpec[];
  userPools: { id: string; logicalId: string; name: string; properties: Record<string, unknown> }[];
  userPoolClients: { id: string; userPoolId: string; logicalId: string; properties: Record<string, unknown> }[];
  queues: QueueSpec[];
  functions: FunctionSpec[];
  streamMappings: StreamMappingSpec[];
  api: ApiSpec;
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
  properties: Record<string, unknown>;
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
  scopes: string[];
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
