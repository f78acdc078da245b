import type { Browser } from 'playwright-core';

/** Headless Chromium from npm, with nothing of the system's. */
export const launchBrowser = async (): Promise<Browser> => {
  // Read when the module is loaded: without it the package brings none of the libraries that Chromium needs.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: sparticuz } = await import('@sparticuz/chromium');
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    // Its own flags would switch off what keeps origins apart.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
};
