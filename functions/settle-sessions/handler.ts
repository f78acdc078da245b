import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { DeviceId, SessionId } from '../../shared/contracts/values.ts';
import type { Account, AccountId } from '../../shared/domain/account/account.ts';
import type { World } from '../../shared/domain/ports.ts';
import { settleAccount, settleDevice } from '../../shared/domain/sign-out/settle-account.ts';
import type { Log } from '../../shared/observability/logger.ts';

export interface SettleSessionsDeps {
  world: World;
  log: Log;
  readStreamRecord: (
    record: DynamoDBRecord,
  ) =>
    | { kind: 'account-written'; before: Account | undefined; after: Account }
    | { kind: 'session-ended'; accountId: AccountId; deviceId: DeviceId; sessionId: SessionId }
    | { kind: 'activity-recorded' | 'other' };
}

/**
 * Follows the table's stream: makes the records of every device say what an account-wide sign-out has decided, and
 * records the end of sessions whose time is over. Both have been in force all along.
 *
 * The first record that fails ends the batch: it and what follows are given again, so that the order is kept.
 *
 * @throws where that is the first of several: Lambda then halves the batch, until it is by itself. Named as the one that
 *   failed, it would in the end be given up on together with all that follow it.
 */
export const makeHandler =
  (deps: SettleSessionsDeps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        // In the order of the stream.
        await settleRecord(deps, record);
      } catch (error) {
        deps.log.error('RSO_RECORD_FAILED', { eventId: record.eventID }, error);
        if (record === Records[0] && Records.length > 1)
          throw new Error('the first record has failed', { cause: error });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };

const settleRecord = async ({ world, log, readStreamRecord }: SettleSessionsDeps, record: DynamoDBRecord) => {
  const change = readStreamRecord(record);
  switch (change.kind) {
    case 'account-written': {
      if (change.after.signOutAll?.orderId === change.before?.signOutAll?.orderId) return;
      const devices = await settleAccount(world, change.after.accountId);
      log.info('RSO_ACCOUNT_SETTLED', { devices });
      return;
    }
    case 'session-ended': {
      const { accountId, deviceId, sessionId } = change;
      if (await settleDevice(world, accountId, deviceId)) log.info('RSO_SESSION_EXPIRED', { sessionId });
      return;
    }
    case 'activity-recorded':
    case 'other':
      return;
  }
};
