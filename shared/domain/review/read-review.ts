import type { ReviewDeviceResource, ReviewResource } from '../../contracts/resources.ts';
import type { DeviceId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { showDevice } from '../device/show-device.ts';
import type { World } from '../ports.ts';
import { devicesOf } from '../device/devices-of.ts';
import { lookAt } from './attention.ts';
import type { LookedAt } from './attention.ts';

export interface ReviewPage extends Omit<ReviewResource, 'nextCursor'> {
  /** Where the next page goes on from. */
  more: DeviceId | undefined;
}

/**
 * The devices to review. All of the account are read, for what is new among them is not to be told from a page: an
 * account of a thousand devices is two queries.
 */
export const readReview = async (
  world: Pick<World, 'store' | 'now'>,
  account: Account,
  query: {
    current?: DeviceId | undefined;
    after?: DeviceId | undefined;
    limit: number;
    order: (a: LookedAt, b: LookedAt) => number;
  },
): Promise<ReviewPage> => {
  const now = world.now();
  const looked = lookAt(await devicesOf(world, account.accountId), account, now, query.current).toSorted(query.order);
  const { after } = query;
  const rest = after === undefined ? looked : looked.filter(({ device }) => device.id < after);
  const devices = rest.slice(0, query.limit).map(({ device, attention }): ReviewDeviceResource => ({
    ...showDevice(device, account, query.current, now),
    attention,
  }));
  return {
    lastReviewedAt: account.review?.lastReviewedAt ?? null,
    nextReviewOn: account.reviewDueAt ?? null,
    devices,
    more: rest.length > devices.length ? devices.at(-1)?.id : undefined,
  };
};

/** Newest first, as every list of devices: ids are in the order of time. */
export const newestFirst = (a: LookedAt, b: LookedAt): number => (a.device.id < b.device.id ? 1 : -1);
