import type { DeviceKind, Place, SignOutReason } from '../../shared/contracts/values.ts';

/** A device of the demo account. Days and minutes count back from now. */
export interface DemoDevice {
  name: string;
  kind: DeviceKind;
  os: string | null;
  model: string | null;
  apps: readonly string[];
  firstSeenDays: number;
  lastSeenMinutes: number;
  place: Place;
  trusted?: boolean;
  /** Days ago on which its owner signed in again, which replaced the session before. */
  signInsAgainDays?: readonly number[];
  signedOut?: { days: number; reason: SignOutReason; told: boolean };
}

const day = 24 * 60;
const lisbon: Place = { city: 'Lisbon', region: 'Lisbon', country: 'PT' };

/** What an ordinary household has, with something to look at twice. */
export const demoDevices: readonly DemoDevice[] = [
  {
    name: 'Chrome on Windows',
    kind: 'computer',
    os: 'Windows 11',
    model: null,
    apps: ['Demo app', 'Demo notes'],
    firstSeenDays: 29,
    lastSeenMinutes: 12,
    place: lisbon,
    trusted: true,
    signInsAgainDays: [14],
  },
  {
    name: 'iPhone',
    kind: 'phone',
    os: 'iOS 26.1',
    model: 'iPhone',
    apps: ['Demo app'],
    firstSeenDays: 28,
    lastSeenMinutes: 3,
    place: lisbon,
    trusted: true,
    signInsAgainDays: [9],
  },
  {
    name: 'Living room TV',
    kind: 'tv',
    os: 'Tizen 9.0',
    model: 'Samsung QE55',
    apps: ['Demo video'],
    firstSeenDays: 26,
    lastSeenMinutes: 2 * day,
    place: lisbon,
  },
  {
    name: 'iPad',
    kind: 'tablet',
    os: 'iPadOS 18.5',
    model: 'iPad',
    apps: ['Demo app'],
    firstSeenDays: 27,
    lastSeenMinutes: 21 * day,
    place: { city: 'Porto', region: 'Porto', country: 'PT' },
  },
  {
    name: 'Firefox on Linux',
    kind: 'computer',
    os: 'Linux',
    model: null,
    apps: ['Demo app'],
    firstSeenDays: 2,
    lastSeenMinutes: 2 * day - 40,
    place: { city: 'Warsaw', region: 'Mazovia', country: 'PL' },
  },
  {
    name: 'Pixel 6',
    kind: 'phone',
    os: 'Android 14',
    model: 'Pixel 6',
    apps: ['Demo app', 'Demo notes'],
    firstSeenDays: 29,
    lastSeenMinutes: 16 * day,
    place: lisbon,
    signedOut: { days: 15, reason: 'selling', told: true },
  },
  {
    name: 'PlayStation 5',
    kind: 'console',
    os: null,
    model: 'PlayStation 5',
    apps: ['Demo video'],
    firstSeenDays: 25,
    lastSeenMinutes: 12 * day,
    place: lisbon,
    signedOut: { days: 5, reason: 'unused', told: false },
  },
];
