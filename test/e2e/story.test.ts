import { beforeAll, describe, expect, test } from '@jest/globals';
import { securityHeaders } from '../../shared/contracts/web-headers.ts';
import { simulatedDevice } from './support/simulated-device.ts';
import { useDashboard } from './support/use-dashboard.ts';
import type { OwnersBrowser } from './support/use-dashboard.ts';
import type { SeenResponse } from './support/watch-browser.ts';
import { readWebSession } from './support/web-session.ts';

const dashboard = await useDashboard();
const { run, origin } = dashboard;

describe('an owner signs a laptop out', () => {
  let browser: OwnersBrowser & { session: string };
  let laptop: Awaited<ReturnType<typeof simulatedDevice>>;
  let responses: SeenResponse[];
  const ours = () => responses.filter(({ url }) => url.startsWith(`${origin}/`));

  beforeAll(async () => {
    const owner = await dashboard.owner();
    laptop = await simulatedDevice(run, owner, 'Work laptop', { app: 'Demo notes' });
    browser = await dashboard.openSignedIn(owner);
  });

  test('sees the laptop and this browser, which is marked', async () => {
    const { page } = browser;
    await page.getByRole('navigation').getByRole('link', { name: 'Devices' }).click();
    await page.waitForURL(`${origin}/devices`);
    const rows = page.locator('.device-row');
    await rows.filter({ hasText: 'Work laptop' }).waitFor();
    expect(await rows.count()).toBe(2);
    expect(await rows.first().innerText()).toContain('This device');
    expect(await rows.filter({ hasText: 'Work laptop' }).innerText()).toContain('Demo notes');
  });

  test('is shown nothing as done before the server said so, and the receipt completes by itself', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Work laptop' }).click();
    await page.getByRole('heading', { level: 1, name: 'Work laptop' }).waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('I lost it').check();
    expect(await page.locator('.receipt').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const receipt = page.locator('.receipt');
    await receipt.getByText('Sign-out accepted').waitFor();
    await receipt.getByText('Reason: lost').waitFor();
    expect(await receipt.innerText()).toContain('Still to come');
    expect(await receipt.innerText()).not.toContain('Done. The device has confirmed');

    await laptop.obey();
    await receipt.getByText('Done. The device has confirmed that it cleared its data.').waitFor();
    await receipt.locator('.step-done', { hasText: 'Tokens revoked' }).waitFor();
    expect(await receipt.locator('.step-done').allInnerTexts()).toHaveLength(4);
    expect((await laptop.call('list-devices')).status).toBe(401);
  });

  test('finds it in the activity, and in the overview', async () => {
    const { page } = browser;
    await page.getByRole('navigation').getByRole('link', { name: 'Activity' }).click();
    await page.getByText('Confirmed its sign-out').first().waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    const signOuts = page.locator('.overview-side .device-row');
    await signOuts.first().waitFor();
    expect(await signOuts.allInnerTexts()).toEqual([expect.stringContaining('Work laptop')]);
  });

  test('no token, no secret and no cookie can be read by a script, by address, answer or storage', async () => {
    const { page, watch, session } = browser;
    const { accessToken, refreshToken } = await readWebSession(run, session);
    const storage = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.documentElement.outerHTML])',
    );
    responses = await watch.responses();
    const readable = [storage, ...watch.requests, ...ours().map(({ text }) => text)].join('\n');
    for (const secret of [session, accessToken, refreshToken]) expect(readable).not.toContain(secret);
    // The start of each JSON Web Token.
    expect(readable).not.toMatch(/eyJ[\w-]{20}/);
    expect(JSON.parse(storage)[2]).toBe('');
  });

  test('cookies are the origin’s own, out of reach for scripts and for other sites', async () => {
    const set = ours().flatMap(({ setCookies }) => setCookies);
    expect(set.length).toBeGreaterThan(2);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-rso-[a-z-]+=[^;]*; Max-Age=\d+; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    }
  });

  test('signs out of the page: the browser is told to drop what it keeps, and is signed out at the API', async () => {
    const { page, watch, context } = browser;
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out of this page' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    responses = await watch.responses();
    const left = responses.find(({ url }) => url === `${origin}/web/sign-out`);
    expect([left?.status, left?.headers['clear-site-data']]).toEqual([204, '"cache", "storage"']);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-rso-session');
    await page.goto(`${origin}/devices`);
    await page.getByRole('heading', { name: 'See where you are signed in' }).waitFor();
    expect(await page.content()).not.toContain('Work laptop');
  });

  test('every response carries the security headers; only hashed files may be kept', async () => {
    responses = await browser.watch.responses();
    const kinds = new Set(ours().map(({ url, method }) => `${method} ${new URL(url).pathname.split('/')[1]}`));
    expect(kinds.size).toBeGreaterThan(3);
    for (const { url, headers } of ours()) {
      const { pathname } = new URL(url);
      expect([pathname, headers]).toEqual([pathname, expect.objectContaining(securityHeaders)]);
      const kept = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
      expect([pathname, headers['cache-control']]).toEqual([pathname, kept]);
    }
    expect(securityHeaders['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(securityHeaders['content-security-policy']).not.toContain('unsafe');
  });

  test('nothing was asked of anybody but the dashboard and the sign-in page', () => {
    const origins = new Set(browser.watch.requests.map((url) => new URL(url).origin));
    expect([...origins].toSorted()).toEqual([origin, run.local.endpoints.cognito].toSorted());
  });
});
