import type { Message } from '@aws-sdk/client-sqs';
import { isRecord } from '../template/template.ts';

/**
 * Those of a batch that the function's answer names as failed. An answer that names none has failed at none; one that
 * cannot be understood, or names what is not in the batch, has failed at all, as in Lambda.
 */
export function failedMessages(batch: readonly Message[], payload: string): readonly Message[] {
  const answer: unknown = JSON.parse(payload);
  const failures = isRecord(answer) ? (answer['batchItemFailures'] ?? []) : [];
  if (!Array.isArray(failures)) return batch;
  const failed = failures.map((failure: unknown) =>
    batch.find(({ MessageId }) => isRecord(failure) && failure['itemIdentifier'] === MessageId),
  );
  const known = failed.filter((message) => message !== undefined);
  return known.length === failed.length ? known : batch;
}
