import { useEffect } from 'preact/hooks';
import type { DeviceResource, Receipt } from '../../shared/contracts/resources.ts';
import { refreshDevice } from './device-store.ts';
import { sessionState } from './session-state.ts';

const followedMax = 5;
const followedForMs = 24 * 60 * 60 * 1000;

/** The receipts of a device, its own first. A device that is signed in shows those of its apps. */
export const receiptsOf = (device: DeviceResource): { receipt: Receipt; app?: string }[] =>
  device.signOut
    ? [{ receipt: device.signOut }]
    : device.sessions.flatMap(({ signOut, app }) => (signOut ? [{ receipt: signOut, app: app.name }] : []));

const isOnItsWay = (device: DeviceResource): boolean =>
  receiptsOf(device).some(
    ({ receipt }) => !receipt.confirmedAt && Date.now() - Date.parse(receipt.requestedAt) < followedForMs,
  );

/** How long to wait before asking again: eagerly at first, then as patiently as the device is away. */
const waitMs = (device: DeviceResource): number => {
  const ages = receiptsOf(device).map(({ receipt }) => Date.now() - Date.parse(receipt.requestedAt));
  const age = Math.min(...ages);
  if (age < 60_000) return 1000;
  return age < 600_000 ? 5000 : 30_000;
};

/** While a sign-out of these devices is on its way and the page is in front, asks how far it is. */
export const useFollowReceipts = (devices: readonly DeviceResource[]): void => {
  const followed = devices.filter(isOnItsWay).slice(0, followedMax);
  const key = followed.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (followed.length === 0) return;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const ask = async (): Promise<void> => {
      if (document.visibilityState === 'visible' && navigator.onLine && sessionState.get().kind === 'live') {
        for (const { id } of followed) if (!stopped) await refreshDevice(id);
      }
      if (!stopped) timer = setTimeout(ask, Math.min(...followed.map(waitMs)));
    };
    timer = setTimeout(ask, Math.min(...followed.map(waitMs)));
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [key]);
};
