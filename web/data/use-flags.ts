import { useMemo } from 'preact/hooks';
import type { DeviceId } from '../../shared/contracts/values.ts';
import type { DeviceList } from './device-store.ts';
import { flagsOf } from './flags.ts';
import type { Flag } from './flags.ts';
import { useSettings } from './settings-store.ts';
import { useNow } from './use-now.ts';

/** The flags of a list; none while it is not known whole. While no review is known, rather one too many. */
export const useFlags = ({ devices, complete }: DeviceList): Map<DeviceId, Flag[]> => {
  const now = useNow();
  const lastReviewedAt = useSettings().settings?.lastReviewedAt ?? null;
  return useMemo(
    () => (complete ? flagsOf(devices, now, lastReviewedAt) : new Map<DeviceId, Flag[]>()),
    [devices, complete, now, lastReviewedAt],
  );
};
