import { describe, expect, test } from '@jest/globals';
import { ago, deviceById } from './fake-account.ts';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();

describe('what may happen to the page', () => {
  test('signed out while looking: it says so, by whom and why, and leads back through the sign-in', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('heading', { level: 1, name: 'iPhone' }).waitFor();
    const by = served.account.devices.find(({ name }) => name === 'Work laptop');
    served.faults.problem = {
      status: 401,
      code: 'session-revoked',
      signOut: { requestedAt: ago(60_000), requestedBy: by?.id, reason: 'lost' },
    };
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'This device was signed out' }).waitFor();
    await page
      .getByText('It was signed out from “\u2068Work laptop\u2069” 1 minute ago. Reason given: lost.')
      .waitFor();
    served.faults.problem = undefined;
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('heading', { level: 1, name: 'iPhone' }).waitFor();
    expect(await page.getByText('This device was signed out').count()).toBe(0);
  });

  test('a session that has ended is told apart from nobody having signed in', async () => {
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).waitFor();
    dashboard.served.session.live = false;
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your session has ended' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'See where you are signed in' }).waitFor();
    expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toContain('returnTo=%2Fdevices');
  });

  test('a sign-in that did not come about is explained', async () => {
    dashboard.served.session.live = false;
    const page = await dashboard.open('/?problem=access-denied');
    await page.getByText('The sign-in was cancelled.').waitFor();
    expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/web/sign-in?returnTo=%2F');
  });

  test('while the service is down what was known stays, with a word about it; it comes back by itself', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).waitFor();
    served.faults.down = true;
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('The service cannot be reached.').waitFor();
    await page.getByText('2 devices need a look').waitFor();
    served.faults.down = false;
    await page.getByText('The service cannot be reached.').waitFor({ state: 'detached' });
    expect(await page.getByText('2 devices need a look').isVisible()).toBe(true);
  });

  test('a first load that fails says so, and tries again when asked', async () => {
    const { served } = dashboard;
    served.faults.down = true;
    const page = await dashboard.open('/devices');
    await page.getByText('This could not be loaded').waitFor();
    served.faults.down = false;
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'iPhone' }).waitFor();
    expect(await page.getByText('This could not be loaded').count()).toBe(0);
  });

  test('a sign-out that got no answer is not called done, nor called failed', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    served.faults.down = true;
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('It is not known whether the service received this.').waitFor();
    expect(await page.getByText('Sign-out accepted').count()).toBe(0);
    served.faults.down = false;
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Sign-out accepted').waitFor();
  });

  test('nothing is shown as signed out before the service has said so', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    served.faults.delay = 700;
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('One moment…').waitFor();
    expect(await page.getByText('Sign-out accepted').count()).toBe(0);
    served.faults.delay = 0;
    await page.getByText('Sign-out accepted').waitFor();
  });

  test('one tab sees what the other did, and its sign-out', async () => {
    const { served } = dashboard;
    const one = await dashboard.open('/devices');
    await one.getByRole('link', { name: 'iPhone' }).waitFor();
    const other = await dashboard.tab('/devices');
    await other.getByLabel('Select \u2068Watch\u2069').check();
    await other.getByRole('button', { name: 'Sign out selected' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Sign them out' }).click();
    await one.getByRole('link', { name: 'Watch' }).waitFor({ state: 'detached' });
    await other.getByRole('button', { name: 'Account' }).click();
    await other.getByRole('button', { name: 'Sign out of this page' }).click();
    await other.getByRole('heading', { level: 1, name: 'You are signed out' }).waitFor();
    await one.getByRole('heading', { level: 1, name: 'Your session has ended' }).waitFor();
    expect(served.session.live).toBe(false);
  });

  test('an address of a device that is not there says so', async () => {
    const page = await dashboard.open('/devices/dev_01m8000000000000000000zzzz');
    await page.getByRole('heading', { level: 1, name: 'Device not found' }).waitFor();
    expect(deviceById(dashboard.served.account, 'dev_01m8000000000000000000zzzz')).toBeUndefined();
  });
});
