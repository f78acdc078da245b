import type { Receipt } from '../../contracts/resources.ts';
import type { ActivityId } from '../../contracts/values.ts';

/** An order to end sessions, with its receipt. `orderId` is the id of the activity that records the order. */
export interface SignOut extends Receipt {
  orderId: ActivityId;
}

/** The steps of a receipt that come after the request, in the order in which they are shown. */
export const receiptSteps = ['tokensRevokedAt', 'pushedAt', 'deliveredAt', 'confirmedAt'] as const;
export type ReceiptStep = (typeof receiptSteps)[number];

/** What the receipt shows to the outside, in the order of its steps: a store may give the members in any. */
export const receiptOf = (signOut: SignOut): Receipt => ({
  requestedAt: signOut.requestedAt,
  requestedBy: signOut.requestedBy,
  reason: signOut.reason,
  ...Object.fromEntries(receiptSteps.flatMap((step) => (signOut[step] ? [[step, signOut[step]]] : []))),
});
