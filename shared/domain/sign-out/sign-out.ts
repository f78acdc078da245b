import type { Receipt } from '../../contracts/resources.ts';
import type { ActivityId } from '../../contracts/values.ts';

/** An order to end sessions, with its receipt. `orderId` is the id of the activity that records the order. */
export interface SignOut extends Receipt {
  orderId: ActivityId;
}

/** The steps of a receipt that come after the request, in the order in which they are shown. */
export type ReceiptStep = 'tokensRevokedAt' | 'pushedAt' | 'deliveredAt' | 'confirmedAt';

/** What the receipt shows to the outside. */
export const receiptOf = ({ orderId: _, ...receipt }: SignOut): Receipt => receipt;
