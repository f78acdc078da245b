import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { simulatedDevice } from './support/simulated-device.ts';
import { phone, useDashboard } from './support/use-dashboard.ts';

const dashboard = await useDashboard();
const { run, origin } = dashboard;
const everyCall = '**/web/api/**';
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
/** A window of an owner with one other device, on that device's page. */
const onDevice = async () => {
  const owner = await dashboard.owner();
  const laptop = await simulatedDevice(run, owner, 'Work laptop');
  const opened = await dashboard.openSignedIn(owner, `/devices/${laptop.deviceId}`);
  await heading(opened.page, 'Work laptop').waitFor();
  return { ...opened, owner, laptop };
};
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
};
/** Holds such calls back, as a slow network does, until they are let go. */
const holdBack = async (page: Page, calls: string): Promise<() => void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(calls, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
};

describe('while the service does not answer', () => {
  test('the page says so, shows what it knew, and has it new by itself once the service is back', async () => {
    const { page, laptop } = await onDevice();
    const goTo = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
    // What it shows afterwards it must have read before.
    await goTo('Devices');
    await page.locator('.device-row', { hasText: 'Work laptop' }).waitFor();
    await goTo('Overview');
    await page.route(everyCall, (route) => route.abort('connectionrefused'));
    await goTo('Devices');
    await page.getByText('The service cannot be reached. You see what was known at').waitFor();
    await page.locator('.device-row', { hasText: 'Work laptop' }).waitFor();
    await laptop.call('update-device', { params: { deviceId: laptop.deviceId }, body: { name: 'Laptop at work' } });
    await page.unroute(everyCall);
    await page.locator('.device-row', { hasText: 'Laptop at work' }).waitFor();
    await page.locator('.banner').waitFor({ state: 'detached' });
    expect(await page.locator('.device-row', { hasText: 'Work laptop' }).count()).toBe(0);
    laptop.close();
  });

  test('a page that has nothing yet says what happened, and what to do', async () => {
    const owner = await dashboard.owner();
    const { page } = await dashboard.openSignedIn(owner);
    await page.route(everyCall, (route) => route.abort('connectionrefused'));
    await page.goto(`${origin}/devices`);
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(await page.locator('.device-row').count()).toBe(0);
    await page.unroute(everyCall);
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await page.locator('.device-row').first().waitFor();
  });

  test('a sign-out that was not answered is not called done, nor called refused; asked for again it is done', async () => {
    const { page, laptop } = await onDevice();
    // The order arrives, its answer does not.
    await page.route('**/sign-out', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await signOut(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').getByText('It is not known whether the service received this.').waitFor();
    expect((await laptop.call('get-session')).status).toBe(401);
    await page.unroute('**/sign-out');
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.receipt').getByText('Sign-out accepted').waitFor();
    laptop.close();
  });

  test('where the database is gone for a moment, what is asked comes when it is back', async () => {
    const { page, laptop } = await onDevice();
    await run.local.restartEngine();
    await page.reload();
    await heading(page, 'Work laptop').waitFor();
    expect((await laptop.call('get-session')).status).toBe(200);
    laptop.close();
  });
});

describe('on a slow network', () => {
  test('what is awaited has its place held, and nothing is claimed of it', async () => {
    const { page, laptop } = await onDevice();
    const release = await holdBack(page, everyCall);
    await page.goto(`${origin}/devices`);
    await page.locator('.skeleton').first().waitFor();
    expect(await page.getByText('No device here').count()).toBe(0);
    release();
    await page.locator('.device-row', { hasText: 'Work laptop' }).waitFor();
    laptop.close();
  });

  test('a second click does nothing, and the order goes out once', async () => {
    const { page, laptop, watch } = await onDevice();
    const orders = () => watch.requests.filter((url) => url.endsWith('/sign-out'));
    const release = await holdBack(page, '**/sign-out');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).dblclick();
    await page.getByRole('button', { name: 'One moment…' }).click({ force: true });
    await page.keyboard.press('Enter');
    expect(await page.locator('.receipt').count()).toBe(0);
    release();
    await page.locator('.receipt').getByText('Sign-out accepted').waitFor();
    expect(orders()).toHaveLength(1);
    laptop.close();
  });
});

describe('names of people who mean no good', () => {
  test('are shown as they are: nothing of them is markup, and nothing pushes the page out of shape', async () => {
    const owner = await dashboard.owner();
    const evil = `<img src=x onerror="document.title='gone'"><script>alert(1)</script>‮${'🦊'.repeat(60)}`;
    const { page } = await dashboard.openSignedIn(owner, '/', { viewport: phone });
    const device = await simulatedDevice(run, owner, evil, { app: '"><svg onload=alert(2)>' });
    for (const path of ['/', '/devices', `/devices/${device.deviceId}`, `/sell/${device.deviceId}`, '/activity']) {
      await page.goto(`${origin}${path}`);
      await page.getByRole('main').getByText('<img src=x').filter({ visible: true }).first().waitFor();
      expect(await page.locator('img, svg[onload], main script').count()).toBe(0);
      expect(await page.title()).toContain('Your devices');
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    device.close();
  });
});
