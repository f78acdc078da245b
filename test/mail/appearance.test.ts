import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import { alertMail } from '../../shared/mail/alert-mail.ts';
import { reviewMail } from '../../shared/mail/review-mail.ts';
import { launchBrowser } from '../support/browser.ts';
import { aDevice, aRequest, fine, languages, links, someDevices } from './a-review-request.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const long = fine(aDevice({ name: 'W'.repeat(200), os: 'M'.repeat(200), apps: Array(9).fill('W'.repeat(200)) }));
const mails = languages.flatMap((language): [string, string][] => {
  const review = (...[devices, given]: Parameters<typeof aRequest>) =>
    reviewMail(aRequest(devices, { language, ...given }), { timeZone: 'Europe/Berlin' }).html;
  const activity = activityOf({
    accountId: 'account',
    id: 'act_1',
    type: 'device-signed-out',
    at: '2026-11-22T19:05:00.000Z',
    sessions: [{ id: 'ses_1', key: 'key', app: { name: 'W'.repeat(200) } }],
    reason: 'selling',
  });
  const alert = { kind: 'signed-out', activity, device: long.device, by: long.device, isLast: true, language } as const;
  return [
    [`a review, ${language}`, review([...someDevices, long, ...Array(30).fill(long)])],
    [`a short review, ${language}`, review([long, fine(aDevice())])],
    [`a warning, ${language}`, alertMail(alert, { dashboardUrl: links.dashboard }).html],
  ];
});

/** In words, what axe finds. A mail has no landmarks: it is a part of the page that shows it. */
const violations = `axe.run({ rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } }).then(
  ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + failureSummary)))`;

const grounds = `[...document.querySelectorAll('*')].map((element) => getComputedStyle(element).backgroundColor)
  .filter((colour) => colour !== 'rgba(0, 0, 0, 0)')`;

/** Of the mail, its card, its button and, where it has any, its marks. */
const schemeGrounds = (colorScheme: 'light' | 'dark', html: string): Set<string> => {
  const [mark = '', ...others] =
    colorScheme === 'light'
      ? ['rgb(253, 241, 216)', 'rgb(245, 246, 248)', 'rgb(255, 255, 255)', 'rgb(47, 85, 200)']
      : ['rgb(56, 44, 19)', 'rgb(16, 21, 27)', 'rgb(24, 31, 39)', 'rgb(157, 183, 255)'];
  return new Set(html.includes('class="mark"') ? [mark, ...others] : others);
};

test.each(mails)(
  '%s can be read on a phone and on a desk, in the light and in the dark, by everybody',
  async (_, html) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 900]) {
        const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme });
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.setContent(html);
        expect(await page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)')).toBe(0);
        await page.evaluate(axe);
        expect(await page.evaluate(violations)).toEqual([]);
        expect(requests).toEqual([]);
        // No ground of one scheme is left in the other.
        expect(new Set(await page.evaluate<string[]>(grounds))).toEqual(schemeGrounds(colorScheme, html));
        await page.close();
      }
    }
  },
);
