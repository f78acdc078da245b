import type { Receipt } from '../../shared/contracts/resources.ts';

export type StepName = 'requested' | 'revoked' | 'pushed' | 'delivered' | 'confirmed';

export interface Step {
  name: StepName;
  /** When it happened, as the server has it. */
  at?: string;
  /** `passed`: it did not happen, and a later step shows that it was not needed. */
  state: 'done' | 'waiting' | 'passed';
}

/** The steps of a sign-out, in the order in which they are shown. */
export const receiptSteps = (receipt: Receipt): Step[] => {
  const { requestedAt, tokensRevokedAt, pushedAt, deliveredAt, confirmedAt } = receipt;
  const step = (name: StepName, at: string | undefined, passed = false): Step =>
    at === undefined ? { name, state: passed ? 'passed' : 'waiting' } : { name, at, state: 'done' };
  return [
    step('requested', requestedAt),
    step('revoked', tokensRevokedAt, confirmedAt !== undefined),
    step('pushed', pushedAt, deliveredAt !== undefined || confirmedAt !== undefined),
    step('delivered', deliveredAt, confirmedAt !== undefined),
    step('confirmed', confirmedAt),
  ];
};

/** How far a sign-out is, in one word. */
export const receiptStage = ({ deliveredAt, confirmedAt }: Receipt): 'confirmed' | 'delivered' | 'requested' => {
  if (confirmedAt !== undefined) return 'confirmed';
  return deliveredAt === undefined ? 'requested' : 'delivered';
};
