import { nextRun } from '../schedules/next-run.ts';
import type { Properties } from './properties.ts';
import type { QueueSpec, ScheduleSpec, ScheduleTiming } from './stack.ts';
import { TemplateError } from './template.ts';

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A schedule that sends to a queue of the stack. Whose rights it has, and its group, mean nothing here. */
export function readSchedule(
  properties: Properties,
  { logicalId, ref: name, arn }: { logicalId: string; ref: string; arn: string },
  queues: readonly QueueSpec[],
): ScheduleSpec {
  properties.only(
    'Description',
    'FlexibleTimeWindow',
    'GroupName',
    'KmsKeyArn',
    'Name',
    'ScheduleExpression',
    'ScheduleExpressionTimezone',
    'State',
    'Target',
  );
  const target = properties
    .group('Target')
    .only('Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn', 'SqsParameters');
  target.group('SqsParameters').only();
  const queueArn = target.text('Arn');
  const deadLetters = target.group('DeadLetterConfig').only('Arn');
  for (const wanted of [queueArn, ...(deadLetters.has('Arn') ? [deadLetters.text('Arn')] : [])]) {
    if (!queues.some((queue) => queue.arn === wanted)) {
      throw new TemplateError(`${logicalId}: the local run schedules messages to queues of the stack, not ${wanted}`);
    }
  }
  const input = target.text('Input');
  if (input.includes('<aws.scheduler.')) {
    throw new TemplateError(`${target.where}.Input: the local run does not know Scheduler's own values in it`);
  }
  assertWindow(properties.group('FlexibleTimeWindow').only('MaximumWindowInMinutes', 'Mode'));
  const state = properties.has('State') ? properties.text('State') : 'ENABLED';
  if (state !== 'ENABLED' && state !== 'DISABLED') throw new TemplateError(`${logicalId}: no state ${state}`);
  const retries = target.group('RetryPolicy').only('MaximumEventAgeInSeconds', 'MaximumRetryAttempts');

  return {
    logicalId,
    name,
    arn,
    enabled: state === 'ENABLED',
    timing: readTiming(properties),
    queueArn,
    input,
    retriesMax: retries.number('MaximumRetryAttempts', 185),
    ageMsMax: retries.number('MaximumEventAgeInSeconds', 86_400) * 1000,
    ...(deadLetters.has('Arn') && { deadLetterArn: deadLetters.text('Arn') }),
  };
}

function readTiming(properties: Properties): ScheduleTiming {
  const text = properties.text('ScheduleExpression');
  const timeZone = properties.has('ScheduleExpressionTimezone') ? properties.text('ScheduleExpressionTimezone') : 'UTC';
  const [, kind = '', expression = ''] = /^(cron|at|rate)\((.+)\)$/.exec(text) ?? [];
  try {
    const timing = timingOf(kind, expression.trim(), timeZone);
    // Whether it can be understood shows as soon as it is asked.
    nextRun(timing, new Date());
    return timing;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemplateError(`${properties.where}: the local run cannot follow ${text} in ${timeZone}: ${reason}`);
  }
}

function timingOf(kind: string, expression: string, timeZone: string): ScheduleTiming {
  if (kind === 'cron') return { kind, expression, timeZone };
  if (kind === 'at') return { kind, localTime: expression, timeZone };
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(expression) ?? [];
  const everyMs = Number(count) * (units[unit] ?? 0);
  if (kind !== 'rate' || everyMs === 0) throw new Error('it is neither cron(…), rate(…) nor at(…)');
  return { kind, everyMs };
}

/** Anywhere in the window will do, and so will its beginning. */
function assertWindow(window: Properties): void {
  const mode = window.text('Mode');
  if (mode !== 'OFF' && mode !== 'FLEXIBLE') throw new TemplateError(`${window.where}: no mode ${mode}`);
  window.number('MaximumWindowInMinutes', 0);
}
