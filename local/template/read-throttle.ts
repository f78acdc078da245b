import type { Properties } from './properties.ts';
import type { ThrottleSpec } from './stack.ts';

/** The settings of a stage's routes: how many requests they take. */
export function readThrottle(properties: Properties): ThrottleSpec {
  // What goes to CloudWatch means nothing here.
  properties.only(
    'DataTraceEnabled',
    'DetailedMetricsEnabled',
    'LoggingLevel',
    'ThrottlingBurstLimit',
    'ThrottlingRateLimit',
  );
  return {
    requestsPerSecond: properties.number('ThrottlingRateLimit', Infinity),
    burst: properties.number('ThrottlingBurstLimit', Infinity),
  };
}
