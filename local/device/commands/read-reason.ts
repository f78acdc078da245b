import { signOutReasons } from '../../../shared/contracts/values.ts';
import type { SignOutReason } from '../../../shared/contracts/values.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const reasonDetails = `--reason <reason>  ${signOutReasons.join(', ')}`;

/** `--reason`, as the body has it. @throws UsageError */
export const readReason = (reason: string | boolean | undefined): { reason?: SignOutReason } => {
  if (reason === undefined) return {};
  const known = signOutReasons.find((one) => one === reason);
  if (!known) throw new UsageError(`There is no reason "${reason}". Choose one of ${signOutReasons.join(', ')}.`);
  return { reason: known };
};
