import type { DeviceResource } from '../../../shared/contracts/resources.ts';

export type Match =
  | { kind: 'one'; device: DeviceResource }
  | { kind: 'none' }
  | { kind: 'several'; devices: DeviceResource[] };

/** Shorter endings would often mean more than one device tomorrow. */
const idPartMin = 4;

/**
 * The device that a person means: by its id, its name, a part of its id from either end, or a part of its name, in
 * this order. Where several fit, the only one in the preferred state is meant.
 */
export const matchDevice = (
  devices: readonly DeviceResource[],
  text: string,
  prefer?: DeviceResource['state'],
): Match => {
  const wanted = folded(text);
  if (wanted === '') return { kind: 'none' };
  const rules: ((device: DeviceResource) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ name }) => folded(name) === wanted,
    ({ id }) => wanted.length >= idPartMin && (id.endsWith(wanted) || id.startsWith(wanted)),
    ({ name }) => folded(name).includes(wanted),
  ];
  for (const fits of rules) {
    const found = devices.filter(fits);
    const preferred = found.filter(({ state }) => state === prefer);
    const [only, ...others] = found.length > 1 && preferred.length === 1 ? preferred : found;
    if (only) return others.length === 0 ? { kind: 'one', device: only } : { kind: 'several', devices: found };
  }
  return { kind: 'none' };
};

/** The shortest ending of each id, of six characters or more, that no other of them has. */
export const shortIds = (ids: readonly string[]): Map<string, string> =>
  new Map(
    ids.map((id) => {
      const others = ids.filter((other) => other !== id);
      let length = 6;
      while (length < id.length && others.some((other) => other.endsWith(id.slice(-length)))) length++;
      return [id, id.slice(-length)];
    }),
  );

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();
