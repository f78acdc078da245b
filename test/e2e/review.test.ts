import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { nextSecond } from '../support/local-owner.ts';
import { lookForBarriers } from './support/look-for-barriers.ts';
import { askedByMail, mailsTo, runReviews } from './support/review-mail.ts';
import { simulatedDevice } from './support/simulated-device.ts';
import { phone, useDashboard } from './support/use-dashboard.ts';
import { ageAuthentication } from './support/web-session.ts';

const dashboard = await useDashboard();
const { run, origin } = dashboard;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const decide = (page: Page, name: string, decision: string) =>
  page
    .getByRole('radiogroup', { name: new RegExp(name) })
    .getByLabel(decision)
    .check();

/** An owner with a laptop, and a device that came later. */
const ownerOfTwo = async () => {
  const owner = await dashboard.owner();
  const laptop = await simulatedDevice(run, owner, 'Work laptop');
  const stranger = await simulatedDevice(run, owner, 'Library computer');
  return { owner, laptop, stranger };
};

describe('the link of the monthly mail', () => {
  test('leads to the review without a sign-in; what is signed out there is refused at its very next request', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const links = await askedByMail(run, owner);
    expect(new URL(links.review).origin).toBe(origin);
    const { page, watch, context } = await dashboard.open({ viewport: phone });
    await page.goto(links.review);
    await page.getByText('no sign-in is needed').waitFor();
    expect(await page.locator('.review-row h3').allInnerTexts()).toEqual(['Library computer', 'Work laptop']);
    expect(page.url()).toBe(`${origin}/review`);
    expect(await lookForBarriers(page)).toEqual([]);
    await decide(page, 'Library computer', 'Sign out');
    expect((await stranger.call('get-session')).status).toBe(200);
    await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
    await heading(page, 'Your review is finished').waitFor();
    await page.getByText('A device was not yours: what to do next').waitFor();
    expect(await lookForBarriers(page)).toEqual([]);

    const refused = await stranger.call('list-devices');
    expect([refused.status, refused.body.code]).toEqual([401, 'session-revoked']);
    expect(refused.body.signOut).toMatchObject({ requestedBy: null, reason: 'not-mine' });
    expect((await laptop.call('get-session')).status).toBe(200);
    // Nobody was signed in for it, and the link is in no request and no address.
    expect(await context.cookies()).toEqual([]);
    expect(watch.requests.some((url) => url.includes('/web/api/') || url.includes(links.reviewToken))).toBe(false);

    await page.goto('about:blank');
    await page.goto(links.review);
    await heading(page, 'This review is finished').waitFor();
    laptop.close();
  });

  test('its receipt is followed by whoever signs in, and says that it was the link; a second run asks nobody', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const { review } = await askedByMail(run, owner);
    const { page } = await dashboard.open();
    await page.goto(review);
    await decide(page, 'Library computer', 'Sign out');
    await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
    await page.getByRole('link', { name: 'Sign in to follow' }).waitFor();
    // As anyone who types a password: a sign-in in the second of a sign-out does not count for a new device.
    await nextSecond();
    await page.getByRole('link', { name: 'Sign in to follow' }).click();
    await dashboard.enterPassword(page, owner);
    await page.getByRole('link', { name: 'Library computer' }).click();
    const receipt = page.locator('.receipt');
    await receipt.getByText('Asked for by the link of a review e-mail').waitFor();
    await stranger.obey();
    await receipt.getByText('Done. The device has confirmed that it cleared its data.').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
    const reviewed = page.locator('.activity-item', { hasText: 'Devices reviewed' });
    await reviewed.getByText('By the link of a review e-mail').waitFor();
    await page.getByText('Asked by e-mail to review the devices').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    await page.getByText('You reviewed your devices').waitFor();

    await runReviews(run);
    const next = await dashboard.owner();
    const other = await simulatedDevice(run, next, 'Any device');
    // What came after it in the queues has been dealt with.
    await askedByMail(run, next);
    expect(await mailsTo(run, owner)).toHaveLength(1);
    other.close();
    laptop.close();
  });

  test('opened by a scanner, as often as it likes, changes nothing', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const links = await askedByMail(run, owner);
    const oneClick = `${origin}/web/unsubscribe?token=${links.unsubscribeToken}`;
    for (const url of [links.review, links.unsubscribe, oneClick, links.review]) {
      expect((await fetch(url, { headers: { 'user-agent': 'LinkScanner/1.0' } })).status).toBe(200);
    }
    for (const method of ['GET', 'HEAD', 'GET']) {
      const { status, headers } = await fetch(oneClick, { method, redirect: 'manual' });
      expect([method, status, headers.get('location')]).toEqual([method, 303, links.unsubscribe]);
    }
    // Nor does a scanner that runs the page.
    const { page } = await dashboard.open();
    await page.goto(links.review);
    await page.locator('.review-row').first().waitFor();
    await page.goto(links.unsubscribe);
    await page.getByRole('button', { name: 'Turn off reminders' }).waitFor();
    for (const device of [laptop, stranger]) expect((await device.call('get-session')).status).toBe(200);
    expect((await laptop.call('get-settings')).body).toMatchObject({ reminders: true, lastReviewedAt: null });
    laptop.close();
    stranger.close();
  });

  test('with a changed byte leads nowhere, and one for reminders reviews nothing', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const { reviewToken: token, unsubscribeToken } = await askedByMail(run, owner);
    const changed = `${token.slice(0, 40)}${token[40] === 'a' ? 'b' : 'a'}${token.slice(41)}`;
    const { page } = await dashboard.open();
    for (const wrong of [changed, token.slice(0, -2), unsubscribeToken]) {
      await page.goto('about:blank');
      await page.goto(`${origin}/review#${wrong}`);
      await heading(page, 'This link leads nowhere').waitFor();
    }
    expect((await stranger.call('get-session')).status).toBe(200);
    laptop.close();
    stranger.close();
  });

  test('is over once the devices were reviewed elsewhere, even on a page that was open before', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const { review } = await askedByMail(run, owner);
    const { page } = await dashboard.open();
    await page.goto(review);
    await decide(page, 'Library computer', 'Sign out');
    expect((await laptop.call('finish-review', { body: { decisions: [] } })).status).toBe(200);
    await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
    await heading(page, 'This review is finished').waitFor();
    expect((await stranger.call('get-session')).status).toBe(200);
    laptop.close();
    stranger.close();
  });
});

describe('reminders', () => {
  test('are turned off by the one click of a mail program, without a cookie; nothing else is', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const { unsubscribeToken: token } = await askedByMail(run, owner);
    const answer = await fetch(`${origin}/web/unsubscribe?token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    expect((await laptop.call('get-settings')).body.reminders).toBe(false);
    expect((await stranger.call('get-session')).status).toBe(200);
    laptop.close();
    stranger.close();
  });

  test('are turned off by the button of the page, and on again in the settings after a sign-in', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const { unsubscribe } = await askedByMail(run, owner);
    const { page } = await dashboard.open({ viewport: phone });
    await page.goto(unsubscribe);
    await page.getByRole('button', { name: 'Turn off reminders' }).click();
    await heading(page, 'Reminders are off').waitFor();
    expect((await laptop.call('get-settings')).body.reminders).toBe(false);
    await page.getByRole('link', { name: 'Sign in to the settings' }).click();
    await dashboard.enterPassword(page, owner);
    await page.getByText(owner.email).waitFor();
    await page.getByText('None: reminders are off').waitFor();
    await page.getByLabel('Remind me once a month').check();
    await page.getByText('Reminders are on.').waitFor();
    await page.getByLabel('Language of e-mails').selectOption('de');
    await page.getByText('E-mails will be in Deutsch.').waitFor();
    expect(await lookForBarriers(page)).toEqual([]);
    expect((await laptop.call('get-settings')).body).toMatchObject({ reminders: true, language: 'de' });
    laptop.close();
    stranger.close();
  });
});

describe('a review, signed in', () => {
  test('is finished after a fresh sign-in on the way, with what was decided before, and follows the receipt', async () => {
    const { owner, laptop, stranger } = await ownerOfTwo();
    const { page, session } = await dashboard.openSignedIn(owner, '/review');
    await page.getByText('You are using this device').waitFor();
    await ageAuthentication(run, session);
    await decide(page, 'Library computer', 'Sign out');
    await page.getByLabel('Why?').selectOption('stolen');
    await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
    await page.getByRole('dialog').getByText('Please sign in again first').waitFor();
    expect((await stranger.call('get-session')).status).toBe(200);
    await page.getByRole('dialog').getByRole('link', { name: 'Sign in again' }).click();
    await dashboard.enterPassword(page, owner);
    await page.getByText('You are back').waitFor();
    await page.getByRole('button', { name: 'Finish and sign out 1 device' }).click();
    await heading(page, 'Your review is finished').waitFor();
    const row = page.locator('.review-out', { hasText: 'Library computer' });
    await row.waitFor();
    await stranger.obey();
    await row.getByText('Done. The device has confirmed').waitFor();
    expect(await lookForBarriers(page)).toEqual([]);
    expect((await laptop.call('get-settings')).body.lastReviewedAt).toEqual(expect.any(String));
    laptop.close();
  });
});
