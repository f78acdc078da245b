import type { MailLanguage } from '../../shared/contracts/values.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { ReviewRequest } from '../../shared/domain/review/review-request.ts';

export type Looked = ReviewRequest['devices'][number];

/** An owner's laptop in Lisbon, used ten days ago; with these apps signed in. */
export const aDevice = ({ apps = ['Demo app'], ...given }: Partial<Device> & { apps?: string[] } = {}): Device => ({
  accountId: 'account',
  id: 'dev_1',
  version: 1,
  name: 'Laptop',
  kind: 'computer',
  os: 'macOS',
  model: null,
  trusted: false,
  secretHash: 'hash',
  firstSeenAt: '2025-03-02T10:00:00.000Z',
  lastSeenAt: '2026-11-12T19:05:00.000Z',
  lastPlace: { city: 'Lisbon', region: 'Lisbon', country: 'PT' },
  state: 'active',
  sessions: Object.fromEntries(
    apps.map((name, index) => [
      `ses_${index}`,
      {
        key: `key-${index}`,
        clientId: 'client',
        app: { name },
        authTime: 1,
        createdAt: '2025-03-02T10:00:00.000Z',
        lastSeenAt: '2026-11-12T19:05:00.000Z',
        endsAt: 2,
        state: 'active',
      },
    ]),
  ),
  ...given,
});

export const links = {
  review: 'https://devices.example/review#review-token',
  unsubscribe: 'https://devices.example/unsubscribe#unsubscribe-token',
  oneClick: 'https://devices.example/web/unsubscribe?token=one-click-token',
  dashboard: 'https://devices.example/',
};

/** Asked on 22 November 2026; the last review was on 14 October. */
export const aRequest = (devices: Looked[], given: Partial<ReviewRequest> = {}): ReviewRequest => ({
  language: 'en',
  devices,
  lastReviewedAt: '2026-10-14T08:00:00.000Z',
  dueOn: '2026-11-22',
  links,
  ...given,
});

export const fine = (device: Device): Looked => ({ device, isNew: false, attention: [] });

/** Something of each kind: two new ones, of which the owner trusts one, one long unused, and one that is just there. */
export const someDevices: Looked[] = [
  {
    device: aDevice({
      name: 'Chrome on Windows',
      os: 'Windows',
      firstSeenAt: '2026-11-18T10:00:00.000Z',
      lastSeenAt: '2026-11-20T10:00:00.000Z',
      lastPlace: { city: 'São Paulo', region: 'São Paulo', country: 'BR' },
    }),
    isNew: true,
    attention: ['new-device', 'new-country'],
  },
  {
    device: aDevice({
      name: 'מחשב נייד',
      kind: 'tablet',
      os: 'iPadOS',
      trusted: true,
      firstSeenAt: '2026-11-02T10:00:00.000Z',
      apps: ['Notes', 'Video', 'Mail', 'Calendar', 'Photos'],
    }),
    isNew: true,
    attention: [],
  },
  {
    device: aDevice({
      name: 'Living room TV',
      kind: 'tv',
      os: null,
      lastSeenAt: '2025-07-12T10:00:00.000Z',
      lastPlace: null,
    }),
    isNew: false,
    attention: ['unused'],
  },
  fine(aDevice({ name: 'iPhone', kind: 'phone', os: 'iOS' })),
];

/** So many of which there is nothing to say, each with a name that no other begins with. */
export const numbered = (count: number, given: Partial<Looked> = {}): Looked[] =>
  Array.from({ length: count }, (_, n) => ({ ...fine(aDevice({ name: `Device no ${n};` })), ...given }));

export const languages: MailLanguage[] = ['en', 'de'];

/** The words that a person sees of a mail's HTML. */
export const seenIn = (html: string): string =>
  html
    .replace(/<(style|title|noscript)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, ' ')
    .replace(/<\/?(bdi|a)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
