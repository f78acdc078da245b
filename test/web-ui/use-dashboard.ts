import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { buildDashboard } from '../../web/build.ts';
import { closeBrowser, openBrowser } from './open-browser.ts';
import { serveDashboard } from './serve-dashboard.ts';
import type { ServedDashboard } from './serve-dashboard.ts';

export interface DashboardTest {
  /** Served anew for each test. */
  served: ServedDashboard;
  /** A tab of a browser that is this test's own; `tab` opens a second one in the same browser. */
  open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  tab: (path: string) => Promise<Page>;
}

/**
 * The built dashboard in a browser, before a fake API. Whatever a test does, the page must have kept to its own origin
 * and to its content security policy, and must not have failed in its script.
 */
export const useDashboard = (): DashboardTest => {
  let context: BrowserContext | undefined;
  let faults: string[] = [];

  const tab = async (path: string): Promise<Page> => {
    if (!context) throw new Error('open() comes first');
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) faults.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${test.served.url}/`) && !/^(data|blob):/.test(url)) faults.push(`asked ${url}`);
    });
    await page.goto(`${test.served.url}${path}`);
    return page;
  };
  const test: DashboardTest = {
    served: undefined as unknown as ServedDashboard,
    tab,
    open: async (path, options) => {
      await context?.close();
      context = await (await openBrowser()).newContext({ locale: 'en-GB', ...options });
      context.setDefaultTimeout(20_000);
      return tab(path);
    },
  };
  beforeAll(async () => {
    await buildDashboard();
    await openBrowser();
  });
  beforeEach(async () => {
    faults = [];
    test.served = await serveDashboard();
  });
  afterEach(async () => {
    await context?.close();
    context = undefined;
    await test.served.close();
    expect(faults).toEqual([]);
  });
  afterAll(closeBrowser);
  return test;
};
