import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ago, fakeDevice, manyDevices } from './fake-account.ts';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();

const group = (page: Page, name: string) => page.getByRole('radiogroup', { name: new RegExp(name) });
const decide = (page: Page, name: string, decision: string) => group(page, name).getByLabel(decision).check();
const finish = (page: Page) => page.getByRole('button', { name: /^Finish/ }).click();
const isDone = (page: Page) => page.getByRole('heading', { level: 1, name: 'Your review is finished' }).waitFor();
const sent = () => dashboard.served.reviewed.flatMap(({ decisions }) => decisions);
const signedOut = () =>
  dashboard.served.account.devices.filter(({ state }) => state === 'signed-out').map(({ name }) => name);

describe('a review, signed in', () => {
  test('what is new comes first, then what is worth a look; nothing is decided on them, and the others are kept', async () => {
    const page = await dashboard.open('/review');
    await page.locator('.review-row').first().waitFor();
    expect(await page.locator('.review-group h2').allInnerTexts()).toEqual([
      'New, or not decided on yet',
      'Worth a look',
      'The others',
    ]);
    expect(await page.locator('.review-group').nth(0).locator('h3').allInnerTexts()).toEqual(['Chrome on Windows']);
    await page.getByText('Used in Poland, where you have had no device before.').waitFor();
    expect(await group(page, 'Chrome on Windows').locator('input:checked').count()).toBe(0);
    expect(await group(page, 'iPad').locator('input:checked').count()).toBe(0);
    expect(await group(page, 'Work laptop').getByLabel('Keep').isChecked()).toBe(true);
    // The device that asks is not to be signed out here.
    await page.getByText('You are using this device. It stays signed in.').waitFor();
    expect(await group(page, 'Firefox on Linux').count()).toBe(0);
  });

  test('what is missing is said, marked and gone to; nothing is sent before', async () => {
    const page = await dashboard.open('/review');
    await page.getByText('2 devices still to decide').waitFor();
    await finish(page);
    await page
      .getByRole('alert')
      .getByText('Decide first on: \u2068Chrome on Windows\u2069 and \u2068iPad\u2069.')
      .waitFor();
    await page.locator('.review-missing input:focus').waitFor();
    expect(await page.locator('.review-missing').count()).toBe(2);
    await decide(page, 'Chrome on Windows', 'Keep');
    await page.getByRole('alert').getByText('Decide first on: \u2068iPad\u2069.').waitFor();
    await decide(page, 'iPad', 'Keep');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByText('Every device stays signed in').waitFor();
    expect(dashboard.served.changes).toEqual([]);
  });

  test('is finished in one go: signed out with its reason, kept, not sure; the receipt follows by itself', async () => {
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Sign out');
    expect(await page.getByLabel('Why?').inputValue()).toBe('not-mine');
    await decide(page, 'iPad', 'Not sure');
    await page.getByText('How to find out').waitFor();
    await decide(page, 'PlayStation', 'Sign out');
    await page.getByLabel('Why?').nth(1).selectOption('selling');
    await page.getByRole('button', { name: 'Finish and sign out 2 devices' }).click();
    await isDone(page);
    await page.getByText('2 devices were signed out.').waitFor();
    await page.getByText('1 device you were not sure about stays signed in.').waitFor();
    await page.getByText('You are next asked on Thursday').waitFor();
    expect(sent().map(({ decision }) => decision)).toEqual([
      'sign-out',
      'sign-out',
      'not-sure',
      ...Array(5).fill('keep'),
    ]);
    expect(sent().slice(0, 2)).toEqual([
      expect.objectContaining({ reason: 'not-mine' }),
      expect.objectContaining({ reason: 'selling' }),
    ]);
    expect(signedOut().toSorted()).toEqual(['Chrome on Windows', 'Pixel 6', 'PlayStation']);
    const row = page.locator('.review-out', { hasText: 'Chrome on Windows' });
    await row.getByText('Done. The device has confirmed that it cleared its data.').waitFor();
    await row.getByRole('link', { name: 'Chrome on Windows' }).click();
    await page.getByText('Sign-out accepted').waitFor();
  });

  test('after a device that was not theirs it leads on; to sign out everything else it asks as anywhere', async () => {
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Sign out');
    await decide(page, 'iPad', 'Keep');
    await finish(page);
    await page.getByRole('heading', { name: 'A device was not yours: what to do next' }).waitFor();
    await page.getByText('Change your password').waitFor();
    dashboard.served.session.recent = false;
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('dialog').getByText('You are back').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByText('The sign-out of all other devices was accepted').waitFor();
    expect(dashboard.served.account.devices.filter(({ state }) => state === 'active')).toHaveLength(1);
  });

  test('an unused device of one’s own is signed out without alarm', async () => {
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Keep');
    await decide(page, 'iPad', 'Sign out');
    expect(await page.getByLabel('Why?').inputValue()).toBe('unused');
    await finish(page);
    await isDone(page);
    expect(await page.getByText('what to do next').count()).toBe(0);
  });

  test('an old sign-in is renewed on the way, and what was decided is there again; nothing happens by itself', async () => {
    dashboard.served.session.recent = false;
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Sign out');
    await page.getByLabel('Why?').selectOption('stolen');
    await decide(page, 'iPad', 'Keep');
    await finish(page);
    await page.getByText('Please sign in again first').waitFor();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByText('You are back. Confirm to go on.').waitFor();
    expect(await group(page, 'iPad').getByLabel('Keep').isChecked()).toBe(true);
    expect(await page.getByLabel('Why?').inputValue()).toBe('stolen');
    expect(signedOut()).toEqual(['Pixel 6']);
    await finish(page);
    await isDone(page);
    await page.getByRole('heading', { name: 'A device was stolen: what to do next' }).waitFor();
    expect(signedOut().toSorted()).toEqual(['Chrome on Windows', 'Pixel 6']);
    await page.goto(`${dashboard.served.url}/review`);
    await page.locator('.review-row').first().waitFor();
    expect(await page.getByText('You are back').count()).toBe(0);
  });

  test('a reload in the middle keeps what was decided', async () => {
    const page = await dashboard.open('/review');
    await decide(page, 'iPad', 'Not sure');
    await page.reload();
    await page.getByText('1 device still to decide').waitFor();
    expect(await group(page, 'iPad').getByLabel('Not sure').isChecked()).toBe(true);
  });

  test('a device that was signed out meanwhile leaves the list, and that is said', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Sign out');
    const other = await dashboard.tab('/devices');
    await other.getByLabel('Select \u2068iPad\u2069').check();
    await other.getByRole('button', { name: 'Sign out selected' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Sign them out' }).click();
    await page.getByText('No longer signed in, and so not in the list any more: \u2068iPad\u2069.').waitFor();
    served.account.devices = served.account.devices.filter(({ name }) => name !== 'Chrome on Windows');
    await finish(page);
    await isDone(page);
    await page.getByText('1 device was removed meanwhile.').waitFor();
    expect(
      sent().some(({ deviceId }) => deviceId === served.account.devices.find(({ name }) => name === 'iPad')?.id),
    ).toBe(false);
  });

  test('a second click does not finish twice', async () => {
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Sign out');
    await decide(page, 'iPad', 'Keep');
    dashboard.served.faults.delay = 300;
    await page.getByRole('button', { name: /^Finish/ }).dblclick();
    await isDone(page);
    expect(dashboard.served.reviewed).toHaveLength(1);
  });

  test('of 1,000 devices a hundred at most go in a call: first those to be signed out, then what is not sure', async () => {
    const { served } = dashboard;
    served.account = manyDevices(1000);
    for (const device of served.account.devices.slice(0, 150)) device.lastSeenAt = ago(200 * 86_400_000);
    const page = await dashboard.open('/review');
    await page.getByText('150 devices still to decide').waitFor();
    await page.getByRole('button', { name: 'Show 50 more' }).click();
    expect(await page.locator('.review-row').count()).toBe(250);
    // As a person would, a hundred and fifty times.
    await page.evaluate(`for (const [index, group] of document.querySelectorAll('.review-group .rows')[0].querySelectorAll('[role=radiogroup]').entries())
      group.querySelectorAll('input')[index % 3 === 2 ? 2 : 1].click()`);
    await page.getByText('100 devices will be signed out').waitFor();
    await finish(page);
    await isDone(page);
    await page.getByText('100 devices were signed out.').waitFor();
    const calls = served.reviewed.map(({ decisions }) => decisions.map(({ decision }) => decision));
    expect(calls.map((call) => call.length)).toEqual([100, 100]);
    expect(new Set(calls[0])).toEqual(new Set(['sign-out']));
    expect(calls[1]?.filter((decision) => decision === 'not-sure')).toHaveLength(50);
    await page.getByText('850 devices stay signed in.').waitFor();
  });

  test('by keyboard alone: decide with the arrows, finish, and the focus is on what came of it', async () => {
    const page = await dashboard.open('/review');
    await page.getByText('2 devices still to decide').waitFor();
    const focused = () =>
      page.evaluate<string>("document.activeElement?.closest('[role=radiogroup]')?.ariaLabel ?? ''");
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()).includes(name)) return;
      }
      throw new Error(`No way by keyboard to ${name}`);
    };
    await tabTo('Chrome on Windows');
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Why?').waitFor();
    await tabTo('iPad');
    await page.keyboard.press('Space');
    // Enter in a field of the form is its button.
    await page.keyboard.press('Enter');
    await isDone(page);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(signedOut().toSorted()).toEqual(['Chrome on Windows', 'Pixel 6']);
  });

  test('what has the focus never lies behind the bar that stays in sight', async () => {
    const page = await dashboard.open('/review', { viewport: { width: 360, height: 640 } });
    await page.getByText('2 devices still to decide').waitFor();
    await finish(page);
    await page.locator('.review-missing input:focus').waitFor();
    const below = `document.activeElement.getBoundingClientRect().bottom - document.querySelector('.finish-bar').getBoundingClientRect().top`;
    let radios = 0;
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.type')) !== 'radio') continue;
      radios += 1;
      expect(await page.evaluate<number>(below)).toBeLessThanOrEqual(0);
    }
    expect(radios).toBeGreaterThan(3);
  });

  test('an account with this device alone, and one with none', async () => {
    const { served } = dashboard;
    served.account.devices = [fakeDevice({ name: 'This browser', current: true })];
    served.reviews.lastReviewedAt = null;
    const page = await dashboard.open('/review');
    await page.getByText('This is your first review.').waitFor();
    await finish(page);
    await isDone(page);
    await page.getByText('1 device stays signed in.').waitFor();
    served.account.devices = [];
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'No device is signed in' }).waitFor();
    expect(await page.getByRole('button', { name: /^Finish/ }).count()).toBe(0);
  });

  test('too many at a time, and not to be reached: said, nothing claimed, and done the next time', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/review');
    await decide(page, 'Chrome on Windows', 'Sign out');
    await decide(page, 'iPad', 'Keep');
    served.faults.problem = { status: 429, code: 'rate-limited' };
    await finish(page);
    await page.getByRole('alert').getByText('The review is not finished. That was a lot in a short time.').waitFor();
    served.faults.problem = { status: 503, code: 'unavailable' };
    await finish(page);
    await page.getByRole('alert').getByText('It is not known whether the service received this.').waitFor();
    served.faults.problem = undefined;
    served.faults.down = true;
    await finish(page);
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(await group(page, 'Chrome on Windows').getByLabel('Sign out').isChecked()).toBe(true);
    served.faults.down = false;
    await finish(page);
    await isDone(page);
    expect(signedOut().toSorted()).toEqual(['Chrome on Windows', 'Pixel 6']);
  });
});
