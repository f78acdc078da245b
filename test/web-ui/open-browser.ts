import type { Browser } from 'playwright-core';

let browser: Promise<Browser> | undefined;

/** Headless Chromium from npm. One for a test file; each page gets a context of its own. */
export const openBrowser = (): Promise<Browser> => {
  browser ??= launch();
  return browser;
};

export const closeBrowser = async (): Promise<void> => {
  await (await browser)?.close();
  browser = undefined;
};

const launch = async (): Promise<Browser> => {
  // Read when the module is loaded: without it the package brings none of the libraries that Chromium needs.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: sparticuz } = await import('@sparticuz/chromium');
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
};
