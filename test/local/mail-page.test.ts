import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Browser } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mail, startMail } from '../../local/mail/start-mail.ts';
import { freePorts } from '../../local/runtime/parts.ts';
import { launchBrowser } from '../support/browser.ts';
import { sdk } from './fixture/messaging.ts';

let browser: Browser;
let mail: Mail;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
});

const show = async (html: string) => {
  folder = mkdtempSync(join(tmpdir(), 'local-mail-page-'));
  mail = await startMail({ stateFolder: folder, port: (await freePorts()).mail });
  const Headers = [{ Name: 'List-Unsubscribe', Value: '<https://devices.example/x>' }];
  const Body = { Html: { Data: html.replaceAll('HERE', mail.endpoint) } };
  await new SESv2Client(sdk(mail.endpoint)).send(
    new SendEmailCommand({
      FromEmailAddress: 'sender@example.com',
      Destination: { ToAddresses: ['owner@example.com'] },
      Content: { Simple: { Subject: { Data: 'hello' }, Body, Headers } },
    }),
  );
  const page = await browser.newPage();
  await page.goto(mail.endpoint);
  await page.getByRole('button', { name: 'Toggle HTML view' }).click();
  return { page, shown: page.frameLocator('iframe') };
};

test('a mail is shown as it is, with its headers, and its link opens a page of its own', async () => {
  const { page, shown } = await show(
    '<!doctype html><html><head><style>p { display: none; }</style></head><body><p>preview</p><a href="HERE/health-check">Review</a>',
  );
  await page.getByText('List-Unsubscribe: <https://devices.example/x>').waitFor();
  const link = shown.getByRole('link', { name: 'Review' });
  await link.waitFor();
  expect([await link.isVisible(), await shown.getByText('preview').isVisible()]).toEqual([true, false]);
  const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await opened.waitForURL(`${mail.endpoint}/health-check`);
  expect(page.url()).toBe(`${mail.endpoint}/`);
  await page.close();
});

test('a mail without a head has its link open a page of its own too, and no mail runs a script', async () => {
  const { page, shown } = await show(
    '<p id="p">text</p><script>p.textContent = "ran"</script><a href="HERE/health-check">Go</a>',
  );
  const [opened] = await Promise.all([page.waitForEvent('popup'), shown.getByRole('link', { name: 'Go' }).click()]);
  await opened.waitForURL(`${mail.endpoint}/health-check`);
  expect(await shown.locator('#p').textContent()).toBe('text');
  await page.close();
});
