import { useState } from 'preact/hooks';
import type { DeviceId } from '../../shared/contracts/values.ts';

/** What was ticked for a device, kept in this browser alone. */
export const useTicks = (id: DeviceId): [ReadonlySet<string>, (name: string) => void] => {
  const key = `sell ${id}`;
  const [ticks, setTicks] = useState<ReadonlySet<string>>(() => new Set(read(key)));
  const toggle = (name: string): void => {
    const next = new Set(ticks);
    if (!next.delete(name)) next.add(name);
    setTicks(next);
    try {
      localStorage.setItem(key, JSON.stringify([...next]));
    } catch {
      // Where nothing can be kept, the ticks last as long as the page.
    }
  };
  return [ticks, toggle];
};

const read = (key: string): string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
};
