import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { hostileAccount } from './fake-account.ts';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// By how many pixels one would have to scroll sideways.
const tooWide = 'Math.max(0, document.documentElement.scrollWidth - innerWidth)';

/** Every violation of WCAG 2.2 A and AA, and of axe's best practices, in words. */
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`);
};

const idOf = (name: string): string =>
  dashboard.served.account.devices.find((device) => device.name === name)?.id ?? '';

describe.each(['light', 'dark'] as const)('no accessibility violation, in %s', (colorScheme) => {
  const look = (path: string, width = 1280) =>
    dashboard.open(path, { colorScheme, reducedMotion: 'reduce', viewport: { width, height: 800 } });

  // Only colours differ in the dark: one width will do.
  test.each(colorScheme === 'light' ? [360, 1280] : [360])('on every page, %i pixels wide', async (width) => {
    const page = await look('/', width);
    const pages: [string, string][] = [
      ['/', 'All activity'],
      ['/devices', 'Watch'],
      [`/devices/${idOf('iPhone')}`, 'Show as a table'],
      [`/devices/${idOf('Pixel 6')}`, 'Show as a table'],
      ['/activity', 'Firefox on Linux'],
      [`/sell/${idOf('iPhone')}`, 'Sign it out from here'],
      ['/review', 'You are using this device'],
      ['/settings', 'ada@example.com'],
      ['/review#aaaa.bbbb.cccc', 'no sign-in is needed'],
      ['/review#aaaa.bbbb', 'This link leads nowhere'],
      ['/unsubscribe#aaaa.bbbb.cccc', 'Turn off reminders'],
      ['/nowhere', 'There is no such page'],
      ['/devices/dev_01m8000000000000000000zzzz', 'Device not found'],
    ];
    for (const [path, sign] of pages) {
      // By way of nothing: another part behind the # alone would open no page anew.
      await page.goto('about:blank');
      await page.goto(`${dashboard.served.url}${path}`);
      await page.getByRole('main').getByText(sign).filter({ visible: true }).first().waitFor();
      expect([path, await violations(page)]).toEqual([path, []]);
      expect([path, await page.evaluate(tooWide)]).toEqual([path, 0]);
    }
  });

  test('with a dialog, a menu, a selection, a receipt on its way', async () => {
    dashboard.served.deviceAnswers = false;
    const page = await look(`/devices/${idOf('iPhone')}`, 360);
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Does it seem stuck?').click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Account' }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Devices', exact: true }).click();
    await page.getByLabel('Select \u2068Watch\u2069').check();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Search devices').fill('nothing at all');
    await page.getByText('No device here').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('a review with everything open, with what is missing, and finished; settings that do not reach anyone', async () => {
    const { served } = dashboard;
    const page = await look('/review', 360);
    await page.getByRole('button', { name: 'Finish review' }).click();
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole('radiogroup', { name: /Chrome/ })
      .getByLabel('Sign out')
      .check();
    await page.getByRole('radiogroup', { name: /iPad/ }).getByLabel('Not sure').check();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(tooWide)).toBe(0);
    await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
    await page.getByText('Your review is finished').waitFor();
    expect(await violations(page)).toEqual([]);
    served.reviews.delivery = 'bounced';
    await page.goto(`${served.url}/settings`);
    await page.getByText('The last e-mail came back').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto('about:blank');
    await page.goto(`${served.url}/unsubscribe#aaaa.bbbb.cccc`);
    await page.getByRole('button', { name: 'Turn off reminders' }).click();
    await page.getByText('Reminders are off').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('signed out, never signed in, refused, loading, failed, and asked to sign in again', async () => {
    const { served } = dashboard;
    served.faults.delay = 1500;
    const page = await look('/devices');
    expect(await violations(page)).toEqual([]);
    served.faults.delay = 0;
    served.session.recent = false;
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByText('Please sign in again first').waitFor();
    expect(await violations(page)).toEqual([]);
    served.faults.down = true;
    await page.goto(`${served.url}/activity`);
    await page.getByText('This could not be loaded').waitFor();
    expect(await violations(page)).toEqual([]);
    served.faults.down = false;
    served.session.live = false;
    await page.goto(`${served.url}/?problem=device-limit-reached`);
    await page.getByText('You were not signed in').waitFor();
    expect(await violations(page)).toEqual([]);
    served.faults.problem = { status: 401, code: 'session-revoked' };
    await page.goto(`${served.url}/`);
    await page.getByText('This device was signed out').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('room for everyone', () => {
  test('names of 200 characters break no page, from 320 pixels (400 % zoom) up', async () => {
    dashboard.served.account = hostileAccount();
    const long = dashboard.served.account.devices.at(-1);
    const page = await dashboard.open('/', { viewport: { width: 320, height: 700 } });
    for (const path of ['/', '/devices', '/activity', '/review', `/devices/${long?.id}`, `/sell/${long?.id}`]) {
      await page.goto(`${dashboard.served.url}${path}`);
      await page.getByText('xxxxx').filter({ visible: true }).first().waitFor();
      expect([path, await page.evaluate(tooWide)]).toEqual([path, 0]);
    }
  });

  test('nothing jumps while the list loads: its rows come where their places were', async () => {
    dashboard.served.faults.delay = 1000;
    const page = await dashboard.open('/devices', { viewport: { width: 1280, height: 800 } });
    const place = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      return { y: Math.round((box?.y ?? 0) / 4), height: Math.round((box?.height ?? 0) / 4) };
    };
    await page.locator('.skeleton.device-row').first().waitFor();
    const before = await place('.skeleton.device-row');
    await page.getByRole('link', { name: 'iPhone' }).waitFor();
    expect(await place('li.device-row')).toEqual(before);
  });
});
