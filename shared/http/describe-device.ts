import { UAParser } from 'my-ua-parser';
import type { DeviceKind } from '../contracts/values.ts';
import type { Edge } from './edge.ts';

export interface DeviceDescription {
  name: string;
  kind: DeviceKind;
  os: string | null;
  model: string | null;
}

const kinds: Record<string, DeviceKind> = {
  mobile: 'phone',
  tablet: 'tablet',
  console: 'console',
  smarttv: 'tv',
  wearable: 'watch',
  embedded: 'other',
  xr: 'other',
};

const desktopSystems = new Set([
  'Windows',
  'Mac OS',
  'macOS',
  'Linux',
  'Ubuntu',
  'Debian',
  'Fedora',
  'Chromium OS',
  'Chrome OS',
]);

const kindNames: Record<DeviceKind, string> = {
  computer: 'Computer',
  phone: 'Phone',
  tablet: 'Tablet',
  console: 'Console',
  tv: 'TV',
  watch: 'Watch',
  other: 'Unknown device',
};

/** What a device can be called when its client does not say: "Firefox on Linux", "iPhone", "Computer". */
export const describeDevice = (userAgent: string | undefined, edge: Edge): DeviceDescription => {
  // Longer ones are not sent by browsers, and the parser's patterns take time on them.
  const { browser, os, device } = new UAParser((userAgent ?? '').slice(0, 500)).getResult();
  const kind = kinds[device.type ?? ''] ?? edge.kind ?? (desktopSystems.has(os.name ?? '') ? 'computer' : 'other');
  const model = plain(device.model ?? '');
  return {
    name: plain(nameOf({ browser: browser.name, os: os.name, model, kind })),
    kind,
    // Of Linux the parser takes the architecture for a version.
    os: os.name ? plain(/^\d/.test(os.version ?? '') ? `${os.name} ${os.version}` : os.name) : null,
    model: model || null,
  };
};

const nameOf = (known: { browser?: string | undefined; os?: string | undefined; model: string; kind: DeviceKind }) => {
  const on = known.kind === 'computer' ? known.os || known.model : known.model || known.os;
  if (known.browser && on) return `${known.browser.replace(/^Mobile /, '')} on ${on}`;
  return on || known.browser || kindNames[known.kind];
};

/** A user agent is anybody's text: what is taken from it obeys the rules for names. */
const plain = (text: string): string =>
  Array.from(text.toWellFormed().replace(/\p{Cc}/gu, ''))
    .slice(0, 100)
    .join('');
