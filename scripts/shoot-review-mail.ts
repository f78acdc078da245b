import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Place } from '../shared/contracts/values.ts';
import type { Device } from '../shared/domain/device/device.ts';
import type { ReviewRequest } from '../shared/domain/review/review-request.ts';
import { reviewMail } from '../shared/mail/review-mail.ts';

/** Makes review-mail-*.png: the monthly review as an owner of a few devices gets it, whole. */
export const shootReviewMail = async (browser: Browser, folder: string): Promise<void> => {
  const { html } = reviewMail(request, { timeZone: 'Europe/Lisbon' });
  for (const [width, pixels] of [
    ['desktop', 720],
    ['phone', 360],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: pixels, height: 400 }, colorScheme });
      await page.setContent(html);
      await page.screenshot({ path: join(folder, `review-mail-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
  }
};

const lisbon: Place = { city: 'Lisbon', country: 'PT' };

const device = ({ app = 'Demo app', ...given }: Partial<Device> & { app?: string }): Device => ({
  accountId: 'account',
  id: 'dev_1',
  version: 1,
  name: 'Device',
  kind: 'computer',
  os: null,
  model: null,
  trusted: false,
  secretHash: '',
  firstSeenAt: '2026-01-12T10:00:00.000Z',
  lastSeenAt: '2026-11-21T10:00:00.000Z',
  lastPlace: lisbon,
  state: 'active',
  sessions: {
    ses_1: {
      key: '',
      clientId: '',
      app: { name: app },
      authTime: 0,
      createdAt: '2026-01-12T10:00:00.000Z',
      lastSeenAt: '2026-11-21T10:00:00.000Z',
      endsAt: 0,
      state: 'active',
    },
  },
  ...given,
});

const request: ReviewRequest = {
  language: 'en',
  devices: [
    {
      device: device({
        name: 'Firefox on Linux',
        os: 'Linux',
        firstSeenAt: '2026-11-20T10:00:00.000Z',
        lastSeenAt: '2026-11-20T10:00:00.000Z',
        lastPlace: { city: 'Warsaw', region: 'Mazovia', country: 'PL' },
      }),
      isNew: true,
      attention: ['new-device', 'new-country'],
    },
    {
      device: device({ name: 'Old tablet', kind: 'tablet', os: 'Android', lastSeenAt: '2026-06-03T10:00:00.000Z' }),
      isNew: false,
      attention: ['unused'],
    },
    { device: device({ name: 'iPhone', kind: 'phone', os: 'iOS' }), isNew: false, attention: [] },
    { device: device({ name: 'Living room TV', kind: 'tv', app: 'Demo video' }), isNew: false, attention: [] },
  ],
  lastReviewedAt: '2026-10-22T09:00:00.000Z',
  dueOn: '2026-11-22',
  links: {
    review: 'https://devices.example/review',
    unsubscribe: 'https://devices.example/unsubscribe',
    oneClick: 'https://devices.example/web/unsubscribe',
    dashboard: 'https://devices.example/',
  },
};
