import { stageSettings } from '../../infra/config.ts';
import { dynamoDbAccountStore } from '../../shared/adapters/dynamodb/account-store.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoDbReviewCalendar } from '../../shared/adapters/dynamodb/review-calendar.ts';
import type { AccountId } from '../../shared/domain/account/account.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import { devicesOf } from '../../shared/domain/device/devices-of.ts';
import type { ReviewCalendar } from '../../shared/domain/review/ports.ts';
import { clientSettings } from '../redrive/client-settings.ts';
import type { Place } from '../redrive/place.ts';

/** The accounts of an installation, to look at. */
export interface Accounts {
  calendar: ReviewCalendar;
  timeZone: string;
  read(accountId: AccountId): Promise<{ account: Account | undefined; devices: Device[] }>;
  close(): void;
}

export const openAccounts = (place: Place): Accounts => {
  const { activityRetentionDays, signedOutDeviceRetentionDays, reviews } = stageSettings(place.stage);
  const sessions = place.required('SessionsTableName');
  const endpoint = place.endpoints?.dynamodb;
  const client = documentClient({ ...clientSettings(place), ...(endpoint && { endpoint }) });
  const store = dynamoDbAccountStore(client, {
    tables: { sessions, vault: place.required('VaultTableName') },
    retention: { activityDays: activityRetentionDays, signedOutDeviceDays: signedOutDeviceRetentionDays },
    now: () => new Date(),
  });
  return {
    calendar: dynamoDbReviewCalendar(client, sessions),
    timeZone: reviews.timeZone,
    async read(accountId) {
      const [{ account }, devices] = await Promise.all([store.read(accountId, {}), devicesOf({ store }, accountId)]);
      return { account, devices };
    },
    close: () => client.destroy(),
  };
};
