import { Metrics as PowertoolsMetrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What the functions count, for the operator: alarms and dashboards know them by these names. */
export const metricNames = [
  /** Daily runs of the review that began. */
  'ReviewRuns',
  /** Accounts that were due. */
  'ReviewsDue',
  /** By how many days the longest due account of a shard is late. */
  'ReviewOldestDueDays',
  'ReviewsSent',
  /** With the dimension `reason`. */
  'ReviewsSkipped',
  /** Attempts that failed; each comes again. */
  'ReviewsFailed',
  'MailsBounced',
  'MailsComplained',
] as const;
export type MetricName = (typeof metricNames)[number];

export type Count = (name: MetricName, value: number, dimensions?: { reason: string }) => void;

export const metricsNamespace = 'RemoteSignOut';

/**
 * Counts in CloudWatch under the name of the deployed function, by a line of the log (embedded metric format): it costs no call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const createCount = (service: string): Count => {
  const metrics = new PowertoolsMetrics({ namespace: metricsNamespace, serviceName: service });
  return (name, value, dimensions) => {
    const single = metrics.singleMetric();
    if (dimensions) single.addDimensions({ ...dimensions });
    single.addMetric(name, MetricUnit.Count, value);
  };
};
