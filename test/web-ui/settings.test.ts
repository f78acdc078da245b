import { describe, expect, test } from '@jest/globals';
import { ago, fakeActivity, sortActivity } from './fake-account.ts';
import { useDashboard } from './use-dashboard.ts';

const dashboard = useDashboard();

describe('settings', () => {
  test('reminders go off and on, and are shown as the service has them', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    const box = page.getByLabel('Remind me once a month');
    await box.uncheck();
    await page.getByText('Reminders are off. Warnings are still sent.').waitFor();
    await page.getByText('None: reminders are off').waitFor();
    expect(served.reviews.reminders).toBe(false);
    served.faults.problem = { status: 429, code: 'rate-limited' };
    await box.click();
    await page.getByRole('status').getByText('That was a lot in a short time.').waitFor();
    expect(await box.isChecked()).toBe(false);
    served.faults.problem = undefined;
    await box.check();
    await page.getByText('Reminders are on.').waitFor();
    expect(served.reviews.reminders).toBe(true);
  });

  test('who turns reminders off may have to sign in again first: until then they stay on', async () => {
    const { served } = dashboard;
    const page = await dashboard.open('/settings');
    const box = page.getByLabel('Remind me once a month');
    // Only then: what the page reads first is not to be refused.
    await box.waitFor();
    served.faults.problem = { status: 401, code: 'step-up-required' };
    await box.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByRole('link').getAttribute('href')).toContain('again=1');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect([await box.isChecked(), served.reviews.reminders]).toEqual([true, true]);
  });

  test('the language of e-mails is its own, and the page stays in the one that was chosen for it', async () => {
    const page = await dashboard.open('/settings');
    await page.getByLabel('Language of e-mails').selectOption('de');
    await page.getByText('E-mails will be in Deutsch.').waitFor();
    expect(dashboard.served.reviews.language).toBe('de');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await page.reload();
    expect(await page.getByLabel('Language of e-mails').inputValue()).toBe('de');
  });

  test.each([
    ['ok', 'As far as we know, they arrive.'],
    ['bounced', 'The last e-mail came back'],
    ['complained', 'reported as unwanted'],
    ['no-address', 'We know no verified address of yours'],
  ] as const)('where mails go and whether they arrive: %s', async (delivery, words) => {
    Object.assign(dashboard.served.reviews, { delivery, ...(delivery === 'no-address' && { email: null }) });
    const page = await dashboard.open('/settings');
    await page.getByText(words).waitFor();
    await page
      .getByText(delivery === 'no-address' ? 'No verified address' : 'ada@example.com')
      .first()
      .waitFor();
    await page.getByText(delivery === 'ok' ? 'Thursday, 24 December 2026' : 'None: no e-mail reaches you').waitFor();
    expect(await page.locator('.hint-bad').count()).toBe(delivery === 'ok' ? 0 : 1);
    const again = delivery === 'bounced' || delivery === 'complained';
    expect(await page.getByRole('button', { name: 'Try this address again' }).count()).toBe(again ? 1 : 0);
  });

  test('an address that was given up is tried again, with reminders on', async () => {
    Object.assign(dashboard.served.reviews, { delivery: 'complained', reminders: false });
    const page = await dashboard.open('/settings');
    const again = page.getByRole('button', { name: 'Try this address again' });
    await again.click();
    await page.getByText('Reminders are on, and go to this address again.').waitFor();
    await page.getByText('As far as we know, they arrive.').waitFor();
    expect(await page.getByLabel('Remind me once a month').isChecked()).toBe(true);
    expect([await again.count(), dashboard.served.reviews.reminders]).toEqual([0, true]);
  });
});

describe('elsewhere on the dashboard', () => {
  test('the overview says when the devices were last reviewed, and leads to a review', async () => {
    const page = await dashboard.open('/');
    await page.getByText('You reviewed your devices 3 weeks ago.').waitFor();
    expect(await page.getByText('Not known here').locator('..').innerText()).not.toContain('review');
    await page.getByRole('link', { name: 'Review your devices' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Review your devices' }).waitFor();
    dashboard.served.reviews.lastReviewedAt = null;
    await page.goto(`${dashboard.served.url}/`);
    await page.getByText('You have not reviewed your devices yet.').waitFor();
  });

  test('what was there at the last review is not called new any more', async () => {
    const page = await dashboard.open('/');
    await page.getByText('2 devices need a look').waitFor();
    dashboard.served.reviews.lastReviewedAt = ago(60_000);
    await page.reload();
    await page.getByText('You reviewed your devices 1 minute ago.').waitFor();
    await page.getByText('No device before it was last used in Poland.').waitFor();
    expect(await page.getByText('; not seen before').count()).toBe(0);
  });

  test('the history tells of reviews and settings, and what was done by the link of an e-mail', async () => {
    const { account } = dashboard.served;
    const laptop = account.devices.find(({ name }) => name === 'Work laptop');
    const bare = { sessions: [], place: null };
    account.activity = sortActivity([
      fakeActivity('review-requested', undefined, ago(9000), bare),
      fakeActivity('review-finished', undefined, ago(8000), { ...bare, detail: 'kept:3,signed-out:1,not-sure:2' }),
      fakeActivity('device-signed-out', laptop, ago(7000), { by: null, detail: 'review-link' }),
      fakeActivity('settings-changed', undefined, ago(6000), { ...bare, detail: 'reminders-off,language-de' }),
    ]);
    const page = await dashboard.open('/activity');
    await page.getByText('Asked by e-mail to review the devices').waitFor();
    // What stands between the facts is drawn by the style sheet.
    const rows = (await page.locator('.activity-item').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '));
    expect(rows[0]).toContain('Settings changed Reminders offE-mails in GermanBy the link of a reminder');
    expect(rows[1]).toContain('Device signed out · Work laptop');
    expect(rows[1]).toContain('By the link of a review e-mail');
    expect(rows[2]).toContain('Devices reviewed 3 kept1 signed out2 not sureBy the link of a review e-mail');
    await page.getByLabel('What').selectOption('changes');
    await page.getByText('3 shown').waitFor();
  });

  test('a receipt of a sign-out by link says so, also to the device itself', async () => {
    const { served } = dashboard;
    const phone = served.account.devices.find(({ name }) => name === 'Pixel 6');
    if (phone?.signOut) phone.signOut.requestedBy = null;
    const page = await dashboard.open(`/devices/${phone?.id}`);
    await page.getByText('Asked for by the link of a review e-mail').waitFor();
    const signOut = { requestedAt: ago(60_000), requestedBy: null, reason: 'lost' };
    served.faults.problem = { status: 401, code: 'session-revoked', signOut };
    await page.reload();
    await page.getByText('It was signed out by the link of a review e-mail 1 minute ago.').waitFor();
    expect(await page.getByText('from another device').count()).toBe(0);
  });
});
