import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningFunction } from '../functions/run-function.ts';
import type { StreamMappingSpec } from '../template/stack.ts';
import { isRecord } from '../template/template.ts';
import type { StreamRecord } from './stream-record.ts';

/** Why records were given up on, in Lambda's words. */
export interface GivenUp {
  records: readonly StreamRecord[];
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  attempts: number;
}

export interface DeliverProps {
  mapping: StreamMappingSpec;
  fn: RunningFunction;
  giveUp: (givenUp: GivenUp) => Promise<void>;
  signal: AbortSignal;
  now?: () => number;
}

const firstWaitMs = 100;
const waitMsMax = 10_000;

/**
 * Bring a batch to the function: again while it fails, in halves where the mapping says so, from the first record that
 * the function named where it may name one; until it went well or the mapping gives up on it.
 *
 * Ends early, and false, when `signal` is aborted: the batch then comes again at the next start.
 */
export async function deliverBatch(batch: readonly StreamRecord[], props: DeliverProps): Promise<boolean> {
  const { mapping, fn, giveUp, signal, now = Date.now } = props;
  // Of each piece, its own number of attempts: a half counts on from the whole.
  const pieces: { records: readonly StreamRecord[]; attempts: number }[] = [{ records: batch, attempts: 0 }];

  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
    const { attempts } = piece;
    const isOld = (record: StreamRecord): boolean =>
      now() - record.dynamodb.ApproximateCreationDateTime * 1000 > mapping.recordAgeMsMax;
    const old = piece.records.filter(isOld);
    if (old.length > 0) await giveUp({ records: old, condition: 'RecordAgeExceeded', attempts });
    const records = piece.records.filter((record) => !isOld(record));
    if (records.length === 0) continue;

    if (attempts > 0)
      await sleep(Math.min(firstWaitMs * 2 ** (attempts - 1), waitMsMax), undefined, { signal }).catch(() => {});
    if (signal.aborted) return false;
    const result = await fn.invoke(JSON.stringify({ Records: records }));
    if (signal.aborted && result.kind !== 'answered') return false;

    const failed = result.kind === 'answered' ? failedFrom(records, result.payload, mapping) : 0;
    if (failed === undefined) continue;
    const rest = records.slice(failed);
    if (attempts >= mapping.retriesMax) {
      await giveUp({ records: rest, condition: 'RetryAttemptsExhausted', attempts: attempts + 1 });
    } else if (result.kind !== 'answered' && mapping.bisects && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      pieces.unshift(
        { records: rest.slice(0, middle), attempts: attempts + 1 },
        { records: rest.slice(middle), attempts: attempts + 1 },
      );
    } else {
      pieces.unshift({ records: rest, attempts: attempts + 1 });
    }
  }
  return true;
}

/** Index of the first record that did not go well; undefined when all did. */
function failedFrom(records: readonly StreamRecord[], payload: string, mapping: StreamMappingSpec): number | undefined {
  if (!mapping.reportsItemFailures) return undefined;
  const answer: unknown = JSON.parse(payload);
  const failures = isRecord(answer) ? (answer['batchItemFailures'] ?? []) : [];
  if (!Array.isArray(failures)) return 0;
  if (failures.length === 0) return undefined;
  const indexes = failures.map((failure) =>
    records.findIndex(({ dynamodb }) => isRecord(failure) && failure['itemIdentifier'] === dynamodb.SequenceNumber),
  );
  // An identifier that is none of the batch's fails all of it, as in Lambda.
  return Math.max(0, Math.min(...indexes));
}
