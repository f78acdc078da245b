import type { SettingsResource } from '../../contracts/resources.ts';
import type { Account } from '../account/account.ts';

/** Whether mails reach the owner. What was said of an address is of no interest once there is another. */
export const mailStanding = ({ email, undeliverable }: Account): SettingsResource['delivery'] => {
  if (!email) return 'no-address';
  return undeliverable?.address === email ? undeliverable.because : 'ok';
};
