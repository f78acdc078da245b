import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { LocalOwner } from '../support/local-owner.ts';
import { lookForBarriers } from './support/look-for-barriers.ts';
import { simulatedDevice } from './support/simulated-device.ts';
import { desktop, phone, useDashboard } from './support/use-dashboard.ts';
import type { OwnersBrowser } from './support/use-dashboard.ts';
import { expireWebSession } from './support/web-session.ts';

const dashboard = await useDashboard();
const { run, origin } = dashboard;
let owner: LocalOwner;
let laptop: Awaited<ReturnType<typeof simulatedDevice>>;
let gone: Awaited<ReturnType<typeof simulatedDevice>>;

beforeAll(async () => {
  owner = await dashboard.owner();
  laptop = await simulatedDevice(run, owner, 'Work laptop');
  gone = await simulatedDevice(run, owner, 'Lost phone');
  await laptop.call('sign-out-device', { params: { deviceId: gone.deviceId }, body: { reason: 'lost' } });
});

/** The page in the other scheme and window too; each has its own colours and order. */
const barriersOf = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const [viewport, colorScheme] of [
    [desktop, 'light'],
    [phone, 'dark'],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    found.push(...(await lookForBarriers(page)).map((barrier) => `${colorScheme}, ${viewport.width}: ${barrier}`));
  }
  return found;
};

describe('no page in any state has a barrier that axe knows', () => {
  let browser: OwnersBrowser & { session: string };
  beforeAll(async () => {
    browser = await dashboard.openSignedIn(owner);
  });

  test.each([
    ['overview', () => '/', '.overview .activity-item'],
    ['devices', () => '/devices?state=all', '.device-row'],
    ['devices, none found', () => '/devices?search=nobody', '.empty'],
    ['device', () => `/devices/${laptop.deviceId}`, '.device-side'],
    ['device that was signed out', () => `/devices/${gone.deviceId}`, '.receipt'],
    ['device that is not there', () => `/devices/dev_${'0'.repeat(26)}`, '.empty'],
    ['checklist', () => `/sell/${laptop.deviceId}`, '.sell-steps'],
    ['activity', () => '/activity', '.activity-item'],
    ['no such page', () => '/nowhere', 'h1'],
  ])('%s', async (_name, path, mark) => {
    const { page } = browser;
    await page.goto(`${origin}${path()}`);
    await page.locator(mark).first().waitFor();
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    expect(await barriersOf(page)).toEqual([]);
  });

  test('dialogs, menu, selection', async () => {
    const { page } = browser;
    await page.goto(`${origin}/devices/${laptop.deviceId}`);
    for (const name of ['Sign out', 'Rename']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await barriersOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Account' }).click();
    expect(await barriersOf(page)).toEqual([]);
    await page.goto(`${origin}/devices`);
    await page.getByLabel('Select all').check();
    await page.locator('.selection').waitFor();
    expect(await barriersOf(page)).toEqual([]);
  });

  test('loading, unreachable, expired', async () => {
    const { page, session } = browser;
    const calls = '**/web/api/**';
    await page.route(calls, () => {});
    await page.goto(`${origin}/`);
    await page.locator('.skeleton').first().waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.unroute(calls);
    await page.route(calls, (route) => route.abort('connectionrefused'));
    await page.goto(`${origin}/devices`);
    await page.getByRole('alert').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.unroute(calls);
    await page.goto(`${origin}/devices`);
    await page.locator('.device-row').first().waitFor();
    await expireWebSession(run, session);
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
  });

  test('before the sign-in, after one that did not work, and the sign-in page itself', async () => {
    const { page } = await dashboard.open();
    await page.goto(`${origin}/`);
    await page.getByRole('heading', { name: 'See where you are signed in' }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.goto(`${origin}/?problem=access_denied`);
    await page.getByRole('alert').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.goto(`${origin}/web/sign-in?returnTo=/`);
    await dashboard.enterPassword(page, { email: owner.email, password: 'not the password' });
    await page.getByRole('alert').waitFor();
    expect(await barriersOf(page)).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  /** Goes on with Tab until the focus is on what has this name. */
  const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string>(
        "(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() ?? ''",
      );
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    }
    throw new Error(`Tab does not lead to ${String(name)}`);
  };
  const focusedTag = (page: Page) => page.evaluate<string>("document.activeElement?.tagName ?? ''");

  test('an owner signs in, finds a device, signs it out with a reason, and sees the receipt complete', async () => {
    const tablet = await simulatedDevice(run, owner, 'Kitchen tablet');
    const { page } = await dashboard.open({ viewport: phone });
    await page.goto(`${origin}/`);
    await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.locator('input[name=username]').waitFor();
    await page.locator('input[name=username]').focus();
    await page.keyboard.type(owner.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(owner.password);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();

    await tabTo(page, 'Skip to content');
    await tabTo(page, 'Devices');
    await page.keyboard.press('Enter');
    await page.locator('.device-row', { hasText: 'Kitchen tablet' }).waitFor();
    expect(await focusedTag(page)).toBe('H1');
    await tabTo(page, 'Kitchen tablet');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Kitchen tablet' }).waitFor();
    await tabTo(page, 'Sign out');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // Escape leaves it, and the focus goes back to where it was.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: /^\s*Sign out\s*$/ }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await dialog.locator('input[type=radio]:checked').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.receipt').getByText('Reason: selling').waitFor();
    await page.locator('body :focus').first().waitFor();
    await tablet.obey();
    await page.locator('.receipt').getByText('Done. The device has confirmed').waitFor();
    // What a screen reader says of it.
    await page.getByRole('status').filter({ hasText: 'Device confirmed' }).waitFor();
  });
});
