import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import type { Flag } from '../data/flags.ts';
import type { Format } from '../format/format.ts';

/** What the owner is looking for, as it stands in the address: the back button brings it back. */
export interface DeviceFilter {
  search: string;
  kind: string;
  state: 'active' | 'look' | 'signed-out' | 'all';
  sort: 'recent' | 'oldest' | 'name' | 'added';
}

const states = ['active', 'look', 'signed-out', 'all'] as const;
const sorts = ['recent', 'oldest', 'name', 'added'] as const;

export const filterFrom = (query: Record<string, string>): DeviceFilter => ({
  search: query['search'] ?? '',
  kind: query['kind'] ?? '',
  state: states.find((state) => state === query['state']) ?? 'active',
  sort: sorts.find((sort) => sort === query['sort']) ?? 'recent',
});

export const addressOf = (filter: DeviceFilter): string => {
  const plain = filterFrom({});
  const given = Object.entries(filter).filter(([key, value]) => value !== plain[key as keyof DeviceFilter]);
  const query = new URLSearchParams(given).toString();
  return query === '' ? '/devices' : `/devices?${query}`;
};

/** The devices that match, this one first. */
export const filterDevices = (
  devices: readonly DeviceResource[],
  { search, kind, state, sort }: DeviceFilter,
  flags: Map<DeviceId, Flag[]>,
  format: Format,
): DeviceResource[] => {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const matches = (device: DeviceResource): boolean => {
    if (kind !== '' && device.kind !== kind) return false;
    if (state === 'look' ? !flags.has(device.id) : state !== 'all' && device.state !== state) return false;
    if (words.length === 0) return true;
    const { name, os, model, lastPlace, sessions } = device;
    const apps = sessions.map(({ app }) => app.name).join(' ');
    const all = fold([name, os, model, apps, lastPlace ? format.place(lastPlace) : ''].join(' '));
    return words.every((word) => all.includes(word));
  };
  const order: Record<DeviceFilter['sort'], (a: DeviceResource, b: DeviceResource) => number> = {
    recent: (a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt),
    oldest: (a, b) => a.lastSeenAt.localeCompare(b.lastSeenAt),
    added: (a, b) => b.firstSeenAt.localeCompare(a.firstSeenAt),
    name: (a, b) => format.compare(a.name, b.name),
  };
  return devices.filter(matches).toSorted((a, b) => Number(b.current) - Number(a.current) || order[sort](a, b));
};

/** "Müller" is found by "muller". */
const fold = (value: string): string => value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
