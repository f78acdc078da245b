import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoDevices } from '../../../local/demo/demo-devices.ts';
import { seedAccount } from '../../../local/demo/seed-account.ts';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { runReviews } from '../../../local/reviews/run-reviews.ts';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import { documentClient } from '../../../shared/adapters/dynamodb/document-client.ts';
import { requestedWith } from '../../../shared/contracts/web-routes.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import { dateIn } from '../../../shared/domain/review/calendar.ts';
import { eventually } from '../../support/eventually.ts';
import { useLocalRun } from '../../support/local-run.ts';
import { call } from '../fixture/call.ts';

const run = await useLocalRun({ demo: true });
const outputs = join(run.stateFolder, 'outputs.json');
const output = (name: string): string => run.local.outputs[name] ?? '';
const aws = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const client = documentClient({ ...aws, endpoint: output('DynamoDbEndpoint') });
const store = dynamoDbAccountStore(client, {
  tables: run.engine.tables,
  retention: { activityDays: 90, signedOutDeviceDays: 400 },
  now: () => new Date(),
});
afterAll(() => client.destroy());

const reviews = async (...args: string[]) => {
  let text = '';
  const write = (more: string): void => void (text += more);
  const streams = { out: write, err: write, progress: () => {}, paint: plainPaint };
  return { code: await runReviews([...args, '--outputs', outputs], streams), text };
};
interface SentMail {
  destination: { to: string[] };
  headers: { name: string; value: string }[];
  body: { text: string };
}
const mails = async (): Promise<SentMail[]> => {
  const response = await fetch(`${output('MailEndpoint')}/store`);
  return ((await response.json()) as { emails: SentMail[] }).emails;
};
const mailedTo = async (): Promise<string[]> => (await mails()).flatMap(({ destination }) => destination.to);

const today = (): string => dateIn('Etc/UTC', new Date());
/** An account that is due today, with one device. */
const due = async (accountId: string, change: Partial<Account> = {}): Promise<void> => {
  const owner = { accountId, email: `${accountId}@example.com`, clientId: run.clients.app };
  await seedAccount(store, owner, demoDevices.slice(0, 1), { now: new Date(), timeZone: 'Etc/UTC' });
  const { account: before } = await store.read(accountId, {});
  if (before) await store.commit(accountId, [{ kind: 'account', before, after: { ...before, ...change } }]);
};
const accountOf = async (accountId: string) => (await store.read(accountId, {})).account;
let demo = '';
beforeAll(async () => {
  [, demo = ''] = /^(\S+) +\S+ +mailed$/m.exec((await reviews('--dry-run')).text) ?? [];
});

test('a look ahead says who is due and what would be done, without an address, and changes nothing', async () => {
  const { code, text } = await reviews('--dry-run');
  expect(text).toBe(
    [
      'DUE ON      ACCOUNTS',
      `${today()}  1`,
      '',
      'ACCOUNT                               DUE ON      WOULD BE',
      `${demo}  ${today()}  mailed`,
      '',
      '· 1 account is due. Nothing was sent or changed',
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
  expect(await mails()).toEqual([]);
});

test('a preview shows the mail as it would be sent, with links that open nothing, and no address', async () => {
  const html = join(run.stateFolder, 'preview.html');
  const { code, text } = await reviews('--account', demo, '--html', html);
  expect(code).toBe(0);
  expect(text).toContain(`Due on   ${today()}\nSubject  1 new device on your account`);
  for (const what of ['Firefox on Linux', 'New country for your account: Spain', 'Not used since']) {
    expect(text).toContain(what);
    expect(readFileSync(html, 'utf8')).toContain(what);
  }
  expect(text).not.toContain('@');
  const links = text.match(/http\S+#\S+/g) ?? [];
  expect(links.map((link) => link.split('#')[1])).toEqual([
    'NOT-VALID-THIS-IS-A-PREVIEW',
    'NOT-VALID-THIS-IS-A-PREVIEW',
  ]);
  expect(await mails()).toEqual([]);
});

test('an account that is not there is said to be so', async () => {
  expect(await reviews('--account', 'nobody\u001b[31m')).toEqual({
    code: 1,
    text: '✗ There is no account nobody[31m. Those that are due: npm run reviews -- --dry-run\n',
  });
});

test('a run mails whoever is due, once: a second one finds nobody', async () => {
  expect(await reviews('--now')).toEqual({
    code: 0,
    text: `✓ 1 account was due: 1 mail sent\n  Read it: ${output('MailEndpoint')}\n`,
  });
  const [mail, ...others] = await mails();
  expect([mail?.destination.to, others]).toEqual([['demo@example.com'], []]);
  expect(mail?.headers).toEqual([
    { name: 'List-Unsubscribe', value: expect.stringMatching(/^<http.*\/web\/unsubscribe\?token=.*>$/) },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ]);
  const [, token] = /review#(\S+)/.exec(mail?.body.text ?? '') ?? [];
  const opened = await call(new URL('/web/review', run.endpoint).href, {
    headers: { authorization: `Review-Link ${token}`, [requestedWith.name]: requestedWith.value },
  });
  expect([opened.status, opened.text.includes('Firefox on Linux')]).toEqual([200, true]);

  expect(await reviews('--now')).toEqual({ code: 0, text: '✓ Nobody is due: no mail was sent\n' });
  expect(await mails()).toHaveLength(1);
  expect((await reviews('--dry-run')).text).toBe(`✓ Nobody is due on ${today()}, by the calendar of Etc/UTC\n`);
});

test('who is skipped is said with the reason, ahead and afterwards alike; who was due longer ago comes along', async () => {
  await due('quiet', { reminders: false });
  await due('unreachable', {
    undeliverable: { address: 'unreachable@example.com', because: 'bounced', at: new Date().toISOString() },
  });
  await due('late', { reviewDueAt: '2026-01-31' });
  const { text } = await reviews('--dry-run');
  expect(text).toMatch(/^2026-01-31 {2}1$/m);
  expect(text).toMatch(/^late +2026-01-31 {2}mailed$/m);
  expect(text).toMatch(/^quiet +\S+ {2}skipped: reminders are off$/m);
  expect(text).toMatch(/^unreachable +\S+ {2}skipped: mails to the address came back$/m);

  const ran = await reviews('--now');
  expect(ran.text).toContain('✓ 3 accounts were due: 1 mail sent, 2 accounts skipped\n');
  expect(ran.text).toMatch(/ {4}reminders are off +1\n/);
  expect(ran.text).toMatch(/ {4}mails to the address came back +1\n/);
  expect(await mailedTo()).toEqual(['demo@example.com', 'late@example.com']);
});

test('of many who are due only the first are looked at, and the others counted', async () => {
  for (let n = 0; n < 12; n++) await due(`many-${n}`);
  const { text } = await reviews('--dry-run', '--limit', '5');
  expect(text.match(/mailed/g)).toHaveLength(5);
  expect(text).toContain('\nand 7 more\n\n· 12 accounts are due. Nothing was sent or changed\n');
  expect((await reviews('--now')).text).toContain('✓ 12 accounts were due: 12 mails sent\n');
  expect(new Set((await mailedTo()).slice(2)).size).toBe(12);
});

test('an address that SES says is gone is noted on its account, and not mailed again', async () => {
  const email = 'bounce@simulator.amazonses.com';
  await due('gone', { email });
  expect((await reviews('--now')).text).toContain('1 mail sent');
  await eventually(async () =>
    expect(await accountOf('gone')).toMatchObject({ undeliverable: { address: email, because: 'bounced' } }),
  );
  expect((await reviews('--account', 'gone')).text).toMatch(
    /^Due on .*, but skipped: mails to the address came back$/m,
  );
});

test('a mail that SES does not take at first is sent later, and both are said', async () => {
  await due('patient');
  run.local.faults.set('ses', { status: 429 });
  const running = reviews('--now');
  await eventually(async () =>
    expect(
      run.lines.some(({ functionName, line }) => functionName === 'send-review' && line.includes('RSO_MESSAGE_FAILED')),
    ).toBe(true),
  );
  run.local.faults.set('ses', undefined);
  const { code, text } = await running;
  expect(text).toMatch(/✓ 1 account was due: 1 mail sent\n {2}\d attempts? failed; what failed comes again/);
  expect(code).toBe(0);
  expect((await mailedTo()).filter((address) => address === 'patient@example.com')).toHaveLength(1);
});
