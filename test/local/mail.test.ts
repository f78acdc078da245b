import { afterEach, expect, test } from '@jest/globals';
import { SendEmailCommand, SESv2Client, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { once } from 'node:events';
import { join } from 'node:path';
import { call } from './fixture/call.ts';
import { type MessagingFixture, sdk, startMessagingFixture } from './fixture/messaging.ts';

let run: MessagingFixture;
afterEach(() => run.close());

const endpoint = (): string => run.fixture.local.outputs['MailEndpoint'] ?? '';
const send = (subject: string): Promise<unknown> =>
  new SESv2Client({ ...sdk(endpoint()), maxAttempts: 1 }).send(
    new SendEmailCommand({
      FromEmailAddress: 'sender@example.com',
      Destination: { ToAddresses: ['owner@example.com'] },
      Content: {
        Simple: { Subject: { Data: subject }, Body: { Text: { Data: 'text' }, Html: { Data: '<p>text</p>' } } },
      },
    }),
  );
const subjects = async (): Promise<string[]> =>
  (await call(`${endpoint()}/store`)).json().emails.map(({ subject }: { subject: string }) => subject);

test('mails are shown, with all that was sent', async () => {
  run = await startMessagingFixture();
  await send('hello');
  expect((await call(`${endpoint()}/store`)).json().emails).toEqual([
    expect.objectContaining({
      from: 'sender@example.com',
      destination: { to: ['owner@example.com'], cc: [], bcc: [] },
      subject: 'hello',
      body: { text: 'text', html: '<p>text</p>' },
    }),
  ]);
  expect((await call(`${endpoint()}/`)).text).toContain('<html');
});

test('mails that were accepted are there after a kill and after a restart', async () => {
  run = await startMessagingFixture();
  await send('first');
  await run.fixture.local.restartMail();
  await send('second');
  await run.fixture.restart();
  expect(await subjects()).toEqual(['first', 'second']);
});

test('mails that were cleared away stay away', async () => {
  run = await startMessagingFixture();
  await send('first');
  await call(`${endpoint()}/clear-store`, { method: 'POST' });
  await run.fixture.restart();
  expect(await subjects()).toEqual([]);
});

test('of more mails than a page can show the last ones are kept', async () => {
  run = await startMessagingFixture();
  await send('of before');
  await run.fixture.local.close();
  const file = join(run.fixture.folder, 'state', 'mails.jsonl');
  const line = readFileSync(file, 'utf8').trim();
  writeFileSync(file, Array.from({ length: 1000 }, (_, n) => line.replace('of before', `mail ${n}`)).join('\n') + '\n');
  await run.fixture.restart();
  await send('the last');
  const shown = await subjects();
  expect([shown.length, shown[0], shown.at(-1)]).toEqual([1000, 'mail 1', 'the last']);
});

test('when SES is to refuse, no mail is taken', async () => {
  run = await startMessagingFixture();
  run.fixture.local.faults.set('ses', { status: 429 });
  await expect(send('refused')).rejects.toBeInstanceOf(TooManyRequestsException);
  run.fixture.local.faults.set('ses', undefined);
  await send('taken');
  expect(await subjects()).toEqual(['taken']);
});

test('mail, push and queues listen on this machine alone', async () => {
  run = await startMessagingFixture();
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  for (const part of ['mail', 'sns', 'sqs'] as const) {
    const { port } = new URL(run.fixture.local.endpoints[part]);
    expect(await canConnect('127.0.0.1', Number(port))).toBe(true);
    expect(await canConnect(outside?.address ?? '127.0.0.2', Number(port))).toBe(false);
  }
});

async function canConnect(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
