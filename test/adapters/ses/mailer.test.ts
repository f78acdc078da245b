import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMail } from '../../../local/mail/start-mail.ts';
import { MailRefusedError } from '../../../shared/domain/review/ports.ts';
import { sesMailer } from '../../../shared/adapters/ses/mailer.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';
import { freePort } from '../../support/free-port.ts';

const stateFolder = await mkdtemp(join(tmpdir(), 'mailer-'));
const configurationSets = [{ name: 'remote-sign-out', destinations: [] }];
const server = await startMail({ stateFolder, port: await freePort(), configurationSets });
const stub = await useAwsStub();
afterAll(async () => {
  await server.close();
  await rm(stateFolder, { recursive: true, force: true });
});
const props = { from: 'Remote Sign-Out <security@example.com>', configurationSet: 'remote-sign-out' };
const mail = {
  to: 'owner@example.com',
  accountId: 'account/1',
  subject: 'Büro – ✓',
  text: 'Zoë\n会社',
  html: '<p>Zoë 会社</p>',
};

test('a mail goes out plain and HTML, to one address, in any script', async () => {
  useAwsAt({ SESV2: server.endpoint });
  await sesMailer(props).send(mail);
  const response = await fetch(`${server.endpoint}/store`);
  expect(((await response.json()) as { emails: unknown[] }).emails).toEqual([
    expect.objectContaining({
      from: 'Remote Sign-Out <security@example.com>',
      destination: { to: ['owner@example.com'], cc: [], bcc: [] },
      subject: mail.subject,
      body: { text: mail.text, html: mail.html },
    }),
  ]);
});

const answer = (status: number, type: string) =>
  stub.answerWith({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: '{"message":"something"}',
  });

test('a mail service that refuses says so: nothing is taken for sent, and it may be tried again at once', async () => {
  useAwsAt({ SESV2: stub.endpoint });
  for (const [status, type] of [
    [400, 'MessageRejected'],
    [429, 'TooManyRequestsException'],
  ] as const) {
    answer(status, type);
    await expect(sesMailer(props).send(mail)).rejects.toThrow(MailRefusedError);
  }
});

test('a mail service that fails, or is not there, may have sent it: that is no refusal, and it is not sent again', async () => {
  useAwsAt({ SESV2: stub.endpoint });
  answer(500, 'InternalServiceError');
  await expect(sesMailer(props).send(mail)).rejects.not.toThrow(MailRefusedError);
  expect(stub.asked.length).toBe(1);
  useAwsAt({ SESV2: `http://127.0.0.1:${await freePort()}` });
  await expect(sesMailer(props).send(mail)).rejects.not.toThrow(MailRefusedError);
});

test('a reminder carries what RFC 8058 asks for, the review it belongs to, and where to answer; a warning does not', async () => {
  useAwsAt({ SESV2: stub.endpoint });
  stub.answerWith({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"MessageId":"1"}' });
  const review = { id: `rev_${'0'.repeat(26)}` as const, oneClick: 'https://devices.example/web/unsubscribe?token=t' };
  await sesMailer({ ...props, replyTo: 'help@example.com' }).send({ ...mail, review });
  const account = Buffer.from('account/1').toString('base64url');
  expect(JSON.parse(stub.asked.at(-1)?.body ?? '')).toMatchObject({
    ConfigurationSetName: 'remote-sign-out',
    ReplyToAddresses: ['help@example.com'],
    EmailTags: [
      { Name: 'account', Value: account },
      { Name: 'review', Value: review.id },
    ],
    Content: {
      Simple: {
        Headers: [
          { Name: 'List-Unsubscribe', Value: `<${review.oneClick}>` },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
      },
    },
  });
  await sesMailer(props).send(mail);
  const warning = JSON.parse(stub.asked.at(-1)?.body ?? '');
  expect(warning.EmailTags).toEqual([{ Name: 'account', Value: account }]);
  expect(warning.Content.Simple.Headers).toBeUndefined();
  expect(warning.ReplyToAddresses).toBeUndefined();
});
