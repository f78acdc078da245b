import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { manyDevices } from './fake-account.ts';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();
const token = 'aaaa.bbbb.cccc';
const review = `/review#${token}`;
beforeEach(() => {
  dashboard.served.session.live = false;
});

const calls = (page: Page): string[] => {
  const seen: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/web/')) seen.push(`${request.method()} ${pathname}`);
  });
  return seen;
};
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const decide = (page: Page, name: string, decision: string) =>
  page
    .getByRole('radiogroup', { name: new RegExp(name) })
    .getByLabel(decision)
    .check();
const bothDecided = async (page: Page) => {
  await decide(page, 'Chrome on Windows', 'Sign out');
  await decide(page, 'iPad', 'Not sure');
  await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
};

describe('the link of a review', () => {
  test('needs no sign-in, asks nothing that needs a session, and does what was decided', async () => {
    const page = await dashboard.open('/nowhere-yet');
    const seen = calls(page);
    await page.goto(`${dashboard.served.url}${review}`);
    await page.getByText('no sign-in is needed').waitFor();
    await page.getByText('The link is good until').waitFor();
    // Nobody is signed in: there is nowhere else to go, and no device to be called this one.
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.locator('.review-row a').count()).toBe(0);
    expect(await page.getByRole('radiogroup').count()).toBe(8);
    await bothDecided(page);
    await heading(page, 'Your review is finished').waitFor();
    await page.getByText('Sign in to follow each step.').waitFor();
    const follow = await page.getByRole('link', { name: 'Sign in to follow' }).getAttribute('href');
    expect(follow).toBe('/web/sign-in?returnTo=%2Fdevices%3Fstate%3Dsigned-out');
    expect(await page.getByRole('button', { name: 'Sign out all others' }).count()).toBe(0);
    expect(dashboard.served.reviewed).toHaveLength(1);
    expect(new Set(seen)).toEqual(new Set(['GET /web/review', 'POST /web/review']));
  });

  test('is gone from the address, the history and every request at once', async () => {
    const page = await dashboard.open('/nowhere-yet');
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(`${dashboard.served.url}${review}`);
    await page.locator('.review-row').first().waitFor();
    expect(await page.evaluate('location.href')).toBe(`${dashboard.served.url}/review`);
    expect(urls.filter((url) => url.includes('?') || url.includes('bbbb'))).toEqual([]);
    expect(
      await page.evaluate('JSON.stringify([history.state, { ...localStorage }, document.cookie, document.referrer])'),
    ).not.toContain('bbbb');
  });

  test('stays open over a reload, as phones do it, with what was decided', async () => {
    const page = await dashboard.open(review);
    await decide(page, 'iPad', 'Keep');
    await page.reload();
    await page.getByText('1 device still to decide').waitFor();
    expect(await page.getByRole('radiogroup', { name: /iPad/ }).getByLabel('Keep').isChecked()).toBe(true);
  });

  test('is left behind with the page: who comes back by the menu or an address is asked to sign in', async () => {
    const page = await dashboard.open(review);
    await page.locator('.review-row').first().waitFor();
    await page.getByRole('link', { name: 'Your devices' }).click();
    await heading(page, 'See where you are signed in').waitFor();
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('bbbb');
    await page.goto(`${dashboard.served.url}/review`);
    await heading(page, 'See where you are signed in').waitFor();
  });

  test('the skip link is no link of an e-mail', async () => {
    const page = await dashboard.open(review);
    await page.locator('.review-row').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/review#content');
    expect(await page.locator('.review-row').count()).toBe(8);
  });

  test('of a later e-mail, opened in the same tab, takes the place of the one before', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/review#old.link.here');
    await heading(page, 'This link leads nowhere').waitFor();
    await page.evaluate(`location.hash = '${token}'`);
    await page.locator('.review-row').first().waitFor();
    expect(await page.evaluate('location.hash')).toBe('');
    expect(served.changes).toEqual([]);
  });

  test('counts even where somebody is signed in, for the account that it names', async () => {
    dashboard.served.session.live = true;
    const page = await dashboard.open(review);
    const seen = calls(page);
    await page.getByText('no sign-in is needed').waitFor();
    await bothDecided(page);
    await heading(page, 'Your review is finished').waitFor();
    expect(seen.filter((call) => call.includes('/web/api'))).toEqual([]);
  });

  test.each([
    ['expired', 'This link is too old'],
    ['finished', 'This review is finished'],
  ] as const)('that is %s says so, and leads to the sign-in', async (state, title) => {
    dashboard.served.reviews.link.state = state;
    const page = await dashboard.open(review);
    await heading(page, title).waitFor();
    const href = await page.getByRole('link', { name: 'Sign in to review' }).getAttribute('href');
    expect(href).toBe('/web/sign-in?returnTo=%2Freview');
    expect(await page.getByRole('button', { name: /^Finish/ }).count()).toBe(0);
  });

  test('whose review was finished elsewhere meanwhile says so in place of an end that there was not', async () => {
    const page = await dashboard.open(review);
    await decide(page, 'Chrome on Windows', 'Sign out');
    await decide(page, 'iPad', 'Keep');
    dashboard.served.reviews.link.state = 'finished';
    await page.getByRole('button', { name: /^Finish/ }).click();
    await heading(page, 'This review is finished').waitFor();
    expect(dashboard.served.reviewed).toHaveLength(0);
  });

  test('opened once more after it was finished, and after a reload, says that it is', async () => {
    const page = await dashboard.open(review);
    await bothDecided(page);
    await heading(page, 'Your review is finished').waitFor();
    await page.reload();
    await heading(page, 'This review is finished').waitFor();
    await page.goto('about:blank');
    await page.goto(`${dashboard.served.url}${review}`);
    await heading(page, 'This review is finished').waitFor();
    expect(dashboard.served.reviewed).toHaveLength(1);
  });

  test('while the service is away says so, and comes by itself when it is back', async () => {
    dashboard.served.faults.down = true;
    const page = await dashboard.open(review);
    await page.getByText('This could not be loaded').waitFor();
    dashboard.served.faults.down = false;
    await page.locator('.review-row').first().waitFor();
    expect(await page.getByText('This could not be loaded').count()).toBe(0);
  });

  test('of an account with more devices than it shows says so', async () => {
    dashboard.served.account = manyDevices(130);
    const page = await dashboard.open(review);
    await page.getByText('By link you see the 100 devices that deserve a look most.').waitFor();
    expect(await page.getByRole('radiogroup').count()).toBe(50);
  });
});

describe('the link that turns reminders off', () => {
  test('does nothing when it is opened; the button does, and says how to turn them on again', async () => {
    const page = await dashboard.open('/nowhere-yet');
    const seen = calls(page);
    await page.goto(`${dashboard.served.url}/unsubscribe#${token}`);
    await heading(page, 'Turn off reminders?').waitFor();
    await page.getByText('Warnings, such as of a new device, are still sent.').waitFor();
    expect([page.url(), seen]).toEqual([`${dashboard.served.url}/unsubscribe`, []]);
    await page.getByRole('button', { name: 'Turn off reminders' }).click();
    await heading(page, 'Reminders are off').waitFor();
    expect(dashboard.served.reviews.reminders).toBe(false);
    const href = await page.getByRole('link', { name: 'Sign in to the settings' }).getAttribute('href');
    expect(href).toBe('/web/sign-in?returnTo=%2Fsettings');
    expect(seen).toEqual(['POST /web/unsubscribe']);
  });

  test('that leads nowhere, is missing, or meets an outage says so', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/unsubscribe#aaaa.bbbb');
    await page.getByRole('button', { name: 'Turn off reminders' }).click();
    await heading(page, 'This link leads nowhere').waitFor();
    const other = await dashboard.tab(`/unsubscribe#${token}`);
    served.faults.down = true;
    await other.getByRole('button', { name: 'Turn off reminders' }).click();
    await other.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    served.faults.down = false;
    await other.getByRole('button', { name: 'Turn off reminders' }).click();
    await heading(other, 'Reminders are off').waitFor();
    const third = await dashboard.tab('/unsubscribe');
    await third.getByText('Open this page by the link in an e-mail').waitFor();
    expect(await third.getByRole('button', { name: 'Turn off reminders' }).count()).toBe(0);
  });
});
