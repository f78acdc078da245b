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
  /** How long its app stays signed in; 30 days when left out. */
  sessionDays?: number;
  signedOut?: { days: number; reason: SignOutReason; told: boolean };
}

const day = 24 * 60;
const lisbon: Place = { city: 'Lisbon', region: 'Lisbon', country: 'PT' };

/**
 * What an ordinary household has, with something to look at twice: since the last review a month ago one is new and far
 * away, one was in another country, and one is hardly used any more.
 */
export const demoDevices: readonly DemoDevice[] = [
  {
    name: 'Chrome on Windows',
    kind: 'computer',
    os: 'Windows 11',
    model: null,
    apps: ['Demo app', 'Demo notes'],
    firstSeenDays: 210,
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
    firstSeenDays: 120,
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
    firstSeenDays: 96,
    lastSeenMinutes: 2 * day,
    place: lisbon,
    signInsAgainDays: [26],
  },
  {
    name: 'iPad',
    kind: 'tablet',
    os: 'iPadOS 18.5',
    model: 'iPad',
    apps: ['Demo app'],
    firstSeenDays: 64,
    lastSeenMinutes: 21 * day,
    place: { city: 'Seville', region: 'Andalusia', country: 'ES' },
    signInsAgainDays: [27],
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
    name: 'MacBook Pro',
    kind: 'computer',
    os: 'macOS 13.7',
    model: 'MacBook Pro',
    apps: ['Demo notes'],
    firstSeenDays: 190,
    lastSeenMinutes: 97 * day,
    place: lisbon,
    signInsAgainDays: [98],
    sessionDays: 365,
  },
  {
    name: 'Pixel 6',
    kind: 'phone',
    os: 'Android 14',
    model: 'Pixel 6',
    apps: ['Demo app', 'Demo notes'],
    firstSeenDays: 180,
    lastSeenMinutes: 16 * day,
    place: lisbon,
    signInsAgainDays: [29],
    signedOut: { days: 15, reason: 'selling', told: true },
  },
  {
    name: 'PlayStation 5',
    kind: 'console',
    os: null,
    model: 'PlayStation 5',
    apps: ['Demo video'],
    firstSeenDays: 150,
    lastSeenMinutes: 12 * day,
    place: lisbon,
    signInsAgainDays: [25],
    signedOut: { days: 5, reason: 'unused', told: false },
  },
];
