import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { nextSecond } from '../support/local-owner.ts';
import { simulatedDevice } from './support/simulated-device.ts';
import { useDashboard } from './support/use-dashboard.ts';
import { ageAuthentication, expireAccessToken, expireWebSession, readWebSession } from './support/web-session.ts';

const dashboard = await useDashboard();
const { run, origin } = dashboard;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

describe('step-up', () => {
  test('leads through a fresh sign-in back to the same action, which is asked about again and not lost', async () => {
    const owner = await dashboard.owner();
    const tablet = await simulatedDevice(run, owner, 'Old tablet');
    const path = `/devices/${tablet.deviceId}`;
    const { page, session, watch } = await dashboard.openSignedIn(owner, path);
    await ageAuthentication(run, session);

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('It was stolen').check();
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await dialog.getByText('Please sign in again first').waitFor();
    expect((await tablet.call('get-session')).status).toBe(200);
    await dialog.getByRole('link', { name: 'Sign in again' }).click();

    // The sign-in page knows this browser, and asks for the password all the same.
    await dashboard.enterPassword(page, owner);
    await page.waitForURL(`${origin}${path}`);
    await dialog.getByText('You are back').waitFor();
    expect(await dialog.getByLabel('It was stolen').isChecked()).toBe(true);
    expect((await tablet.call('get-session')).status).toBe(200);
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.receipt').getByText('Reason: stolen').waitFor();
    expect((await tablet.call('get-session')).status).toBe(401);

    await page.reload();
    await page.locator('.receipt').waitFor();
    expect(await dialog.count()).toBe(0);
    expect(watch.requests.some((url) => url.includes('prompt=login'))).toBe(true);
    tablet.close();
  });

  test('does not stand in the way of signing this very browser out', async () => {
    const owner = await dashboard.owner();
    const { page, session } = await dashboard.openSignedIn(owner);
    await ageAuthentication(run, session);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out of this page' }).click();
    await heading(page, 'You are signed out').waitFor();
    await expect(readWebSession(run, session)).rejects.toThrow('no session');
  });
});

describe('the dashboard’s own session', () => {
  test('is signed out from elsewhere while the owner looks: the page says so, by whom, and leads back in', async () => {
    const owner = await dashboard.owner();
    const laptop = await simulatedDevice(run, owner, 'Work laptop');
    const { page, session, context } = await dashboard.openSignedIn(owner, '/devices');
    const own = await laptop.call('list-devices');
    const listed: { id: string; sessions: { app: { name: string } }[] }[] = own.body.devices;
    const browserDevice = listed.find(({ id }) => id !== laptop.deviceId);
    expect(browserDevice?.sessions[0]?.app.name).toBe('Your devices');
    const { status } = await laptop.call('sign-out-device', {
      params: { deviceId: browserDevice?.id ?? '' },
      body: { reason: 'lost' },
    });
    expect(status).toBe(202);

    await page.getByRole('link', { name: 'Work laptop' }).click();
    await heading(page, 'This device was signed out').waitFor();
    // The name is kept apart from the sentence's direction, by characters that nobody sees.
    await page.getByText(/It was signed out from “.?Work laptop.?”/).waitFor();
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-rso-session');
    await expect(readWebSession(run, session)).rejects.toThrow('no session');
    // The browser is a device as any other: it has obeyed, and the receipt says so.
    const after = await laptop.call('get-device', { params: { deviceId: browserDevice?.id ?? '' } });
    expect(after.body.signOut).toMatchObject({ deliveredAt: expect.any(String), confirmedAt: expect.any(String) });

    // The sign-in page remembers the browser from before; that does not count any more.
    await nextSecond();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await dashboard.enterPassword(page, owner);
    await heading(page, 'Work laptop').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/devices/${laptop.deviceId}`);
    const again = (await laptop.call('list-devices')).body.devices as { id: string }[];
    expect(again.map(({ id }) => id)).toContain(browserDevice?.id);
    laptop.close();
  });

  test('that has expired leads to the sign-in, and from there back to the page', async () => {
    const owner = await dashboard.owner();
    const { page, session } = await dashboard.openSignedIn(owner, '/devices?sort=name');
    await expireWebSession(run, session);
    await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
    await heading(page, 'Your session has ended').waitFor();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await heading(page, 'Activity').waitFor();
    expect(page.url()).toBe(`${origin}/activity`);
  });

  test('fetches new access tokens without a word, once for many calls at a time', async () => {
    const owner = await dashboard.owner();
    const { page, session } = await dashboard.openSignedIn(owner);
    const before = await readWebSession(run, session);
    await expireAccessToken(run, session);
    await page.reload();
    await page.locator('.device-row, .totals, .overview').first().waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Devices' }).click();
    await page.locator('.device-row').first().waitFor();
    const after = await readWebSession(run, session);
    expect([after.version, after.accessToken === before.accessToken]).toEqual([before.version + 1, false]);
  });
});

describe('two tabs', () => {
  test('what one does the other shows; signed out in one is signed out in both', async () => {
    const owner = await dashboard.owner();
    const laptop = await simulatedDevice(run, owner, 'Work laptop');
    const { page, context } = await dashboard.openSignedIn(owner, `/devices/${laptop.deviceId}`);
    const other = await context.newPage();
    await other.goto(`${origin}/devices`);
    const row = other.locator('.device-row', { hasText: 'Work laptop' });
    await row.waitFor();

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.receipt').waitFor();
    await row.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out of this page' }).click();
    await heading(page, 'You are signed out').waitFor();
    await other.getByRole('link', { name: /^Sign in/ }).waitFor();
    expect(await other.locator('.device-row').count()).toBe(0);
    laptop.close();
  });
});

describe('the back button', () => {
  test('goes back through the pages, and shows nothing of them after the sign-out', async () => {
    const owner = await dashboard.owner();
    const { page } = await dashboard.openSignedIn(owner);
    const navigation = page.getByRole('navigation');
    await navigation.getByRole('link', { name: 'Devices' }).click();
    await page.locator('.device-row a').first().click();
    await page.locator('.device-head').waitFor();
    await page.goBack();
    await heading(page, 'Devices').waitFor();
    await page.goBack();
    await heading(page, 'Overview').waitFor();
    await page.goForward();
    await heading(page, 'Devices').waitFor();

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out of this page' }).click();
    await heading(page, 'You are signed out').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: /^Sign in/ }).waitFor();
    expect(await page.locator('.device-row').count()).toBe(0);
  });

  test('back over the sign-in page harms nothing: the code counted once', async () => {
    const owner = await dashboard.owner();
    const { page, watch } = await dashboard.openSignedIn(owner, '/devices');
    const callback = watch.requests.find((url) => url.startsWith(`${origin}/web/callback`)) ?? '';
    expect(callback).not.toBe('');
    await page.goto(callback);
    await heading(page, 'Overview').waitFor();
    expect(page.url()).toBe(`${origin}/`);
  });

  test('a code of somebody else’s sign-in is not taken', async () => {
    const { page, context } = await dashboard.open();
    await page.goto(`${origin}/web/callback?code=${'c'.repeat(36)}&state=${'s'.repeat(43)}`);
    await page.getByText('You were not signed in').waitFor();
    await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
    expect(await context.cookies()).toEqual([]);
  });
});
