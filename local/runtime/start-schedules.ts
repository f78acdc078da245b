import type { SqsClient } from '../queues/sqs-client.ts';
import { runSchedule } from '../schedules/run-schedule.ts';
import type { ScheduleSpec } from '../template/stack.ts';
import { TemplateError } from '../template/template.ts';

export interface SchedulesProps {
  schedules: readonly ScheduleSpec[];
  sqs: SqsClient;
  /** By ARN. */
  queueUrls: ReadonlyMap<string, string>;
  onError: (schedule: string, message: string) => void;
}

/** All schedules of the stack. */
export function startSchedules({ schedules, sqs, queueUrls, onError }: SchedulesProps): { close(): Promise<void> } {
  const running = schedules.map((schedule) => {
    const queueUrl = queueUrls.get(schedule.queueArn);
    const deadUrl = queueUrls.get(schedule.deadLetterArn ?? '');
    if (queueUrl === undefined) throw new TemplateError(`${schedule.logicalId}: its queue is missing`);
    return runSchedule({
      schedule,
      send: (body) => sqs.send(queueUrl, body),
      async giveUp(body, attributes) {
        if (deadUrl !== undefined) await sqs.send(deadUrl, body, attributes);
      },
      onError: (message) => onError(schedule.logicalId, message),
    });
  });
  return {
    async close() {
      await Promise.all(running.map((schedule) => schedule.close()));
    },
  };
}
