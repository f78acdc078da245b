import type { ReviewId } from '../../shared/contracts/values.ts';
import { changeRecords } from './change-records.ts';
import type { TestApi } from './test-api.ts';

/** An owner has been sent a mail that asks for a review: its link is bound to the review of this id. */
export const mailedReview = async (
  api: Pick<TestApi, 'store' | 'world' | 'clock'>,
  accountId: string,
): Promise<ReviewId> => {
  const id = api.world.newId.review();
  const sentAt = api.clock.now().toISOString();
  const mail = { id, dueOn: sentAt.slice(0, 10), claimedUntil: sentAt, sentAt };
  const { account } = await api.store.read(accountId, {});
  await changeRecords(api, accountId, { account: { review: { day: 1, ...account?.review, mail } } });
  return id;
};
