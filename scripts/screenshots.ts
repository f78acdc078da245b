import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startLocal } from '../local/runtime/start-local.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { shootReviewMail } from './shoot-review-mail.ts';

/**
 * Makes docs/screenshots/*.png: the dashboard of the demo account, on a local run of its own on free ports. Ends by
 * itself, at the latest after three minutes.
 */

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');
const minutesMax = 3;
const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
type Width = keyof typeof widths;

const giveUp = setTimeout(() => {
  process.stderr.write(`Not done after ${minutesMax} minutes: given up.\n`);
  process.exit(1);
}, minutesMax * 60_000);

const main = async (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stateFolder = mkdtempSync(join(tmpdir(), 'remote-sign-out-screenshots-'));
  const edgeHeaders = { 'x-origin-key': 'local-edge' };
  const local = await startLocal({ stateFolder, demo: true, environment: {}, warm: false, edgeHeaders });
  const browser = await launchBrowser();
  try {
    const { DashboardUrl: url = '', DemoEmail: email = '', DemoPassword: password = '' } = local.outputs;
    const shots = await openShots(browser, { origin: new URL(url).origin, email, password });
    await shots.signInPage();
    await shots.pages();
    await shootReviewMail(browser, folder);
  } finally {
    await browser.close();
    await local.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
};

interface Account {
  origin: string;
  email: string;
  password: string;
}

/** What CloudFront would say of an owner at home. */
const atHome = {
  'cloudfront-viewer-city': 'Lisbon',
  'cloudfront-viewer-country-region-name': 'Lisbon',
  'cloudfront-viewer-country': 'PT',
};
const userAgent =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

const openShots = async (browser: Browser, { origin, email, password }: Account) => {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    reducedMotion: 'reduce',
    userAgent,
    extraHTTPHeaders: atHome,
  });
  const page = await context.newPage();
  const shoot = async (name: string, width: Width, colorScheme: 'light' | 'dark'): Promise<void> => {
    await page.setViewportSize(widths[width]);
    await page.emulateMedia({ colorScheme });
    await page.evaluate('scrollTo(0, 0)');
    // Without the place of the scrollbar, which no picture shows.
    await page.evaluate("document.documentElement.style.scrollbarGutter = 'auto'");
    // Until what is shown is drawn with the other size and scheme.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
  };
  const shootBoth = async (name: string, colorScheme: 'light' | 'dark'): Promise<void> => {
    await shoot(name, 'desktop', colorScheme);
    await shoot(name, 'phone', colorScheme);
  };
  const shootAll = async (name: string): Promise<void> => {
    await shootBoth(name, 'light');
    await shootBoth(name, 'dark');
  };
  const show = async (path: string, mark: string): Promise<void> => {
    await page.goto(`${origin}${path}`);
    await page.locator(mark).first().waitFor();
    // Behind each place that is still being read stands a skeleton.
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  };
  return {
    async signInPage() {
      await page.goto(`${origin}/web/sign-in?returnTo=/`);
      await shootBoth('sign-in', 'light');
      await page.fill('input[name=username]', email);
      await page.fill('input[name=password]', password);
      await page.locator('button').click();
      await page.waitForURL(`${origin}/`);
    },
    async pages() {
      await show('/', '.overview .activity-item');
      await shootAll('overview');
      await show('/devices', '.device-row');
      await shootAll('devices');
      const phone = await pathOf(page, 'iPhone');
      const signedOut = await pathOf(page, 'Pixel 6', '/devices?state=all');
      await show(phone, '.device-side');
      await shootAll('device');
      await show(signedOut, '.receipt');
      await shootAll('signed-out');
      await show(phone.replace('/devices/', '/sell/'), '.sell-steps');
      await shootBoth('checklist', 'light');
      await show('/activity', '.activity-item');
      await shootAll('activity');
      await show('/review', '.review-choices');
      await shootAll('review');
      await show('/settings', '.setting');
      await shootBoth('settings', 'light');
    },
  };

  async function pathOf(on: Page, name: string, list = '/devices?state=all'): Promise<string> {
    await on.goto(`${origin}${list}`);
    const link = on.locator('.device-row').getByRole('link', { name, exact: true });
    return (await link.getAttribute('href')) ?? '';
  }
};

try {
  await main();
} finally {
  clearTimeout(giveUp);
}
