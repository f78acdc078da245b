import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';

let browser: Promise<Browser> | undefined;

/** Headless Chromium from npm. One for a test file; each page gets a context of its own. */
export const openBrowser = (): Promise<Browser> => {
  browser ??= launchBrowser();
  return browser;
};

export const closeBrowser = async (): Promise<void> => {
  await (await browser)?.close();
  browser = undefined;
};
