import { afterEach, expect, test } from '@jest/globals';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import {
  BadRequestException,
  NotFoundException,
  SendEmailCommand,
  SESv2Client,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { connect } from 'node:net';
import { call } from './fixture/call.ts';
import { type MessagingFixture, sdk, startMessagingFixture } from './fixture/messaging.ts';
import { reviewBuild } from './fixture/reviews.ts';
import { until } from './fixture/table.ts';

let run: MessagingFixture;
afterEach(() => run.close());
const start = async (): Promise<void> => {
  run = await startMessagingFixture({}, { build: reviewBuild('/tmp') });
};

const endpoint = (): string => run.fixture.local.outputs['MailEndpoint'] ?? '';
const mail = (to: string, more: Record<string, unknown> = {}) => ({
  FromEmailAddress: 'Example <sender@example.com>',
  Destination: { ToAddresses: [to] },
  ConfigurationSetName: 'fixture-mail',
  EmailTags: [
    { Name: 'account', Value: 'a-1' },
    { Name: 'review', Value: 'rev_1' },
  ],
  Content: { Simple: { Subject: { Data: to }, Body: { Text: { Data: 'text' } } } },
  ...more,
});
const send = (to: string, more: Record<string, unknown> = {}) =>
  new SESv2Client({ ...sdk(endpoint()), maxAttempts: 1 }).send(new SendEmailCommand(mail(to, more)));

interface Told {
  eventType: string;
  mail: { destination: string[]; tags: Record<string, string[]> };
  [name: string]: unknown;
}

/** What was told so far, once it is so many events. */
async function told(count: number): Promise<Told[]> {
  const events: Told[] = [];
  await until(async () => {
    const QueueUrl = run.fixture.local.outputs['OtherUrl'];
    const { Messages = [] } = await run.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      await run.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      events.push(JSON.parse(Body));
    }
    return events.length >= count;
  });
  return events;
}

test('of each mail with a configuration set its topic is told, as SES tells it, with the tags of the mail', async () => {
  await start();
  const { MessageId } = await send('Owner <owner@example.com>');
  expect(await told(1)).toEqual([
    {
      eventType: 'Send',
      send: {},
      mail: {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        messageId: MessageId,
        source: 'Example <sender@example.com>',
        sourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/sender@example.com',
        sendingAccountId: '000000000000',
        destination: ['owner@example.com'],
        tags: {
          account: ['a-1'],
          review: ['rev_1'],
          'ses:operation': ['SendEmail'],
          'ses:configuration-set': ['fixture-mail'],
          'ses:from-domain': ['example.com'],
        },
      },
    },
  ]);
});

test('what SES’s mailbox simulator does is told after the mail went out, whatever label the address has', async () => {
  await start();
  const ofMail = async (to: string) => {
    await send(to);
    return (await told(2)).map(({ eventType, bounce, complaint }) => bounce ?? complaint ?? eventType);
  };
  const emailAddress = 'bounce+tuesday@simulator.amazonses.com';
  expect(await ofMail(emailAddress)).toEqual([
    'Send',
    expect.objectContaining({
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [expect.objectContaining({ emailAddress })],
    }),
  ]);
  expect(await ofMail('complaint@simulator.amazonses.com')).toEqual([
    'Send',
    expect.objectContaining({ complainedRecipients: [{ emailAddress: 'complaint@simulator.amazonses.com' }] }),
  ]);
  expect(await ofMail('suppressionlist@simulator.amazonses.com')).toEqual([
    'Send',
    expect.objectContaining({ bounceType: 'Permanent', bounceSubType: 'Suppressed' }),
  ]);
});

test('nothing is told of a mail without a configuration set, nor of one that was refused', async () => {
  await start();
  await send('unnamed@example.com', { ConfigurationSetName: undefined });
  await expect(send('other@example.com', { ConfigurationSetName: 'other' })).rejects.toBeInstanceOf(NotFoundException);
  const EmailTags = [{ Name: 'account', Value: 'a@b' }];
  await expect(send('tagged@example.com', { EmailTags })).rejects.toBeInstanceOf(BadRequestException);
  run.fixture.local.faults.set('ses', { status: 429 });
  await expect(send('refused@example.com')).rejects.toBeInstanceOf(TooManyRequestsException);
  run.fixture.local.faults.set('ses', undefined);
  await send('told@example.com');
  expect((await told(1)).map((event) => event.mail.destination)).toEqual([['told@example.com']]);
  const { emails } = (await call(`${endpoint()}/store`)).json();
  expect(emails.map(({ subject }: { subject: string }) => subject)).toEqual([
    'unnamed@example.com',
    'told@example.com',
  ]);
});

test('what a topic does not take is told once it does, each mail once, though the mail server was killed meanwhile', async () => {
  await start();
  run.fixture.local.faults.set('sns', { status: 500 });
  await send('first@example.com');
  await send('second@example.com');
  await run.fixture.local.restartMail();
  await send('third@example.com');
  run.fixture.local.faults.set('sns', undefined);
  const destinations = (await told(3)).flatMap((event) => event.mail.destination);
  expect(destinations.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'first@example.com',
    'second@example.com',
    'third@example.com',
  ]);
});

test('a mail is told of although its sender is gone before the answer', async () => {
  await start();
  const body = JSON.stringify(mail('orphan@example.com'));
  const { port } = new URL(endpoint());
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  const head = [
    'POST /v2/email/outbound-emails HTTP/1.1',
    'host: x',
    'authorization: AWS4',
    'content-type: application/json',
  ];
  socket.write(`${[...head, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
  expect((await told(1)).map((event) => event.mail.destination)).toEqual([['orphan@example.com']]);
});

test('headers, tags and configuration set of a mail are shown with it, also after a restart', async () => {
  await start();
  const Headers = [
    { Name: 'List-Unsubscribe', Value: '<https://devices.example/unsubscribe?token=x>' },
    { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
  ];
  const { Content } = mail('a@example.com');
  await send('a@example.com', { Content: { Simple: { ...Content.Simple, Headers } } });
  await run.fixture.restart();
  expect((await call(`${endpoint()}/store`)).json().emails).toEqual([
    expect.objectContaining({
      headers: Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
      tags: { account: 'a-1', review: 'rev_1' },
      configurationSet: 'fixture-mail',
    }),
  ]);
});
