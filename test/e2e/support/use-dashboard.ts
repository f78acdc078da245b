import { afterAll, afterEach, expect } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { localOwner } from '../../support/local-owner.ts';
import type { LocalOwner } from '../../support/local-owner.ts';
import { useLocalRun } from '../../support/local-run.ts';
import { watchBrowser } from './watch-browser.ts';
import type { Watched } from './watch-browser.ts';

/** On a machine that has much else to do; nothing is ever expected to take that long. */
export const patienceMs = 60_000;

export type Dashboard = Awaited<ReturnType<typeof useDashboard>>;
export type OwnersBrowser = Awaited<ReturnType<Dashboard['open']>>;

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 850 };

/**
 * The whole product with one browser before it, for the tests of one file. Each owner's browser is a profile of its
 * own; after each test none of them may have complained in its console.
 */
export const useDashboard = async () => {
  const browser = await launchBrowser();
  afterAll(() => browser.close());
  const run = await useLocalRun();
  const origin = new URL(run.local.outputs['DashboardUrl'] ?? '').origin;
  const watched: Watched[] = [];
  afterEach(() => {
    expect(watched.flatMap(({ complaints }) => complaints.splice(0))).toEqual([]);
  });

  const open = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({
      viewport: desktop,
      locale: 'en-GB',
      timezoneId: 'Europe/Lisbon',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    const watch = watchBrowser(context);
    watched.push(watch);
    return { context, page: await context.newPage(), watch };
  };

  /** At the sign-in page, to which the page has led. */
  const enterPassword = async (page: Page, { email, password }: Pick<LocalOwner, 'email' | 'password'>) => {
    await page.fill('input[name=username]', email);
    await page.fill('input[name=password]', password);
    await page.locator('button').click();
  };

  /** A browser in which the owner is signed in, on a page of the dashboard. */
  const openSignedIn = async (owner: LocalOwner, path = '/', options: BrowserContextOptions = {}) => {
    const opened = await open(options);
    await opened.page.goto(`${origin}${path}`);
    await opened.page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await enterPassword(opened.page, owner);
    await opened.page.waitForURL(`${origin}${path}`);
    await opened.page.getByRole('navigation').waitFor();
    const cookies = await opened.context.cookies();
    const session = cookies.find(({ name }) => name === '__Host-rso-session')?.value ?? '';
    run.secrets.add(session);
    return { ...opened, session };
  };

  return { run, origin, open, openSignedIn, enterPassword, owner: () => localOwner(run) };
};
