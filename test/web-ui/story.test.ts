import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();

/** Presses Tab until the focus is on what has this name; no mouse, no jump by script. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = String(await page.evaluate("document.activeElement?.textContent || ''"));
    if (name.test(focused)) return;
  }
  throw new Error(`No way by keyboard to ${String(name)}`);
};

const signOuts = (): string[] => dashboard.served.changes.filter((change) => change.endsWith('/sign-out'));

describe('the story of the dashboard', () => {
  test('by keyboard alone: find the device, sign it out with a reason, see its receipt complete', async () => {
    const page = await dashboard.open('/');
    await page.getByText('2 devices need a look').waitFor();
    await tabTo(page, /^Devices$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.getByRole('link', { name: 'Work laptop' }).waitFor();
    await tabTo(page, /^Work laptop$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Work laptop' }).waitFor();
    await tabTo(page, /^Sign out$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^Cancel$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Sign-out accepted').waitFor();
    await page.getByText('It says that it has cleared its data').waitFor();
    expect(await page.getByText('Waiting:').count()).toBe(0);
    expect(signOuts()).toHaveLength(1);
  });

  test('a second click does not sign out twice', async () => {
    dashboard.served.faults.delay = 300;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).dblclick();
    await page.getByText('Sign-out accepted').waitFor();
    expect(signOuts()).toHaveLength(1);
  });

  test('an old sign-in is renewed on the way, and the same question waits, with the reason that was chosen', async () => {
    dashboard.served.session.recent = false;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByLabel('I lost it').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByText('You are back. Confirm to go on.').waitFor();
    expect(await page.getByLabel('I lost it').isChecked()).toBe(true);
    const before = signOuts().length;
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Sign-out accepted').waitFor();
    expect(signOuts()).toHaveLength(before + 1);
    await page.reload();
    await page.getByText('Sign-out accepted').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a sign-in on the way that was broken off leaves the question open, and says so', async () => {
    dashboard.served.session.recent = false;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).waitFor();
    await page.goto(`${dashboard.served.url}/?problem=access-denied`);
    await page.getByText('You were not signed in. The sign-in was cancelled.').waitFor();
    await page.getByRole('dialog', { name: 'Sign out “\u2068iPhone\u2069”?' }).waitFor();
    expect(dashboard.served.account.devices.find(({ name }) => name === 'iPhone')?.state).toBe('active');
  });

  test('several devices are signed out together, and nothing that was not selected', async () => {
    const page = await dashboard.open('/devices');
    await page.getByLabel('Select \u2068PlayStation\u2069').check();
    await page.getByLabel('Select \u2068Watch\u2069').check();
    await page.getByRole('button', { name: 'Sign out selected' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign them out' }).click();
    await page.getByText('2 devices are signed out.').waitFor();
    const out = dashboard.served.account.devices.filter(({ state }) => state === 'signed-out').map(({ name }) => name);
    expect(out.toSorted()).toEqual(['Pixel 6', 'PlayStation', 'Watch']);
    expect(await page.getByRole('button', { name: 'Sign out selected' }).count()).toBe(0);
  });

  test('a device is renamed, trusted, and forgotten once it is signed out', async () => {
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'Chrome on Windows' }).click();
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter a name.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Library computer');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Library computer' }).waitFor();
    await page.getByRole('button', { name: 'Trust this device' }).first().click();
    await page.getByRole('button', { name: 'Trust it' }).click();
    await page.getByRole('button', { name: 'Stop trusting' }).waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Remove from list' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
    expect(dashboard.served.account.devices.some(({ name }) => name === 'Library computer')).toBe(false);
  });

  test('the back button brings back the list as it was filtered', async () => {
    const page = await dashboard.open('/devices');
    await page.getByLabel('Search devices').fill('demo video');
    await page.getByText('2 of 9 devices').waitFor();
    await page.getByRole('link', { name: 'PlayStation' }).click();
    await page.getByRole('heading', { level: 1, name: 'PlayStation' }).waitFor();
    await page.goBack();
    await page.getByText('2 of 9 devices').waitFor();
    expect(await page.getByLabel('Search devices').inputValue()).toBe('demo video');
  });
});
