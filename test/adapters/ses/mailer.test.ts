import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMail } from '../../../local/mail/start-mail.ts';
import { sesMailer } from '../../../shared/adapters/ses/mailer.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';
import { freePort } from '../../support/free-port.ts';

const stateFolder = await mkdtemp(join(tmpdir(), 'mailer-'));
const server = await startMail({ stateFolder, port: await freePort() });
const stub = await useAwsStub();
afterAll(async () => {
  await server.close();
  await rm(stateFolder, { recursive: true, force: true });
});
const mail = { to: 'owner@example.com', subject: 'Büro – ✓', text: 'Zoë\n会社', html: '<p>Zoë 会社</p>' };

test('a mail goes out plain and HTML, to one address, in any script', async () => {
  useAwsAt({ SESV2: server.endpoint });
  await sesMailer('Remote Sign-Out <security@example.com>').send(mail);
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

test('a mail service that refuses throws: nothing is taken for sent', async () => {
  useAwsAt({ SESV2: stub.endpoint });
  stub.answerWith({
    status: 400,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'MessageRejected' },
    body: '{"message":"not verified"}',
  });
  await expect(sesMailer('security@example.com').send(mail)).rejects.toThrow('not verified');
});
