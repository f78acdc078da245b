import type { DeviceResource, Receipt } from '../../../shared/contracts/resources.ts';
import { receiptSteps } from '../terminal/receipt-lines.ts';
import type { CommandContext } from './command.ts';

const everyMs = 1000;
/** A token that was deposited is revoked within seconds. One that was not never will be, and is not waited for. */
const tokensMsMax = 5000;

/** Whether there is nothing more to wait for. */
export const isComplete = ({ confirmedAt, tokensRevokedAt }: Receipt, now = Date.now()): boolean =>
  confirmedAt !== undefined && (tokensRevokedAt !== undefined || now - Date.parse(confirmedAt) > tokensMsMax);

/** Prints the steps of a sign-out as they happen, until the device has confirmed. */
export const followReceipt = async (
  { call, print, sleep, paint }: CommandContext,
  { id }: DeviceResource,
  from: Receipt,
  receiptOf: (device: DeviceResource) => Receipt | undefined,
): Promise<void> => {
  let shown = from;
  while (!isComplete(shown)) {
    await sleep(everyMs);
    const device = await call<DeviceResource>({ method: 'GET', path: `/v1/devices/${id}` });
    const receipt = receiptOf(device);
    // It has signed in again: its sign-out is history.
    if (receipt?.requestedAt !== shown.requestedAt) return;
    const before = shown;
    const news = receiptSteps(receipt, paint, { now: new Date() }).filter(
      ({ step, isDone }) => isDone && !before[step],
    );
    if (news.length > 0) print(device, () => news.map(({ text }) => `  ${text}`).join('\n'));
    shown = receipt;
  }
};
