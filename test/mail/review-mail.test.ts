import { expect, test } from '@jest/globals';
import { reviewMail } from '../../shared/mail/review-mail.ts';
import { aDevice, aRequest, fine, numbered, seenIn, someDevices } from './a-review-request.ts';

const berlin = { timeZone: 'Europe/Berlin' };
const mailOf = (...[devices, given]: Parameters<typeof aRequest>) => reviewMail(aRequest(devices, given), berlin);
/** Both parts, each as one line of what a person reads. */
const partsOf = ({ text, html }: { text: string; html: string }) => [text.replace(/\s+/g, ' '), seenIn(html)];
/** Each behind the one before. */
const expectInOrder = (part: string, said: readonly string[]): void => {
  let rest = part;
  for (const words of said) {
    expect(rest).toContain(words);
    rest = rest.slice(rest.indexOf(words) + words.length);
  }
};

test.each([
  ['en', '2 new devices on your account: please have a look'],
  ['de', '2 neue Geräte in Ihrem Konto: bitte ansehen'],
] as const)('in %s, the subject says how many devices are new', (language, subject) => {
  expect(mailOf(someDevices, { language }).subject).toBe(subject);
});

test.each([
  ['en', '1 device on your account is worth a look'],
  ['de', '1 Gerät in Ihrem Konto ist einen Blick wert'],
] as const)('in %s, the subject says how many are worth a look where none is new', (language, subject) => {
  expect(mailOf(someDevices.slice(2), { language }).subject).toBe(subject);
});

test.each([
  [
    'en',
    [
      ['New since 14 October', 'Chrome on Windows', 'New: signed in for the first time on 18 November'],
      ['New country for your account: Brazil', 'Computer, Windows · Demo app'],
      ['Last used on 20 November · São Paulo, Brazil (approximate)'],
      ['מחשב נייד', 'Tablet, iPadOS · Notes, Video, Mail and 2 more', 'Signed in for the first time on 2 November'],
      ['Worth a look', 'Living room TV', 'Not used since 12 July 2025', 'TV · Demo app'],
      ['Last used on 12 July 2025 · place unknown'],
      ['Your other devices', 'iPhone', 'Phone, iOS · Demo app', 'Last used on 12 November · Lisbon, Portugal'],
      ['You get this message once a month', 'Warnings about the security of your account are sent in any case.'],
    ],
  ],
  [
    'de',
    [
      ['Neu seit dem 14. Oktober', 'Chrome on Windows', 'Neu: zum ersten Mal angemeldet am 18. November'],
      ['Neues Land für Ihr Konto: Brasilien', 'Computer, Windows · Demo app'],
      ['Zuletzt genutzt am 20. November · São Paulo, Brasilien (ungefähr)'],
      ['מחשב נייד', 'Tablet, iPadOS · Notes, Video, Mail und 2 weitere', 'Zum ersten Mal angemeldet am 2. November'],
      ['Einen Blick wert', 'Living room TV', 'Nicht genutzt seit dem 12. Juli 2025', 'Fernseher · Demo app'],
      ['Zuletzt genutzt am 12. Juli 2025 · Ort unbekannt'],
      [
        'Ihre anderen Geräte',
        'iPhone',
        'Telefon, iOS · Demo app',
        'Zuletzt genutzt am 12. November · Lisbon, Portugal',
      ],
      ['Sie erhalten diese Nachricht einmal im Monat', 'Warnungen zur Sicherheit Ihres Kontos erhalten Sie in jedem'],
    ],
  ],
] as const)(
  'in %s, both parts say the same of each device: what is new first, then why the others',
  (language, said) => {
    for (const part of partsOf(mailOf(someDevices, { language }))) {
      expectInOrder(part, said.flat());
    }
  },
);

test('each device is shown once', () => {
  for (const part of partsOf(mailOf(someDevices))) {
    for (const { device } of someDevices)
      expect([device.name, part.split(device.name).length - 1]).toEqual([device.name, 1]);
  }
});

test('devices come in their groups in whatever order they are given', () => {
  for (const part of partsOf(mailOf(someDevices.toReversed()))) {
    expectInOrder(part, [
      'New since',
      'Chrome on Windows',
      'Worth a look',
      'Living room TV',
      'Your other devices',
      'iPhone',
    ]);
  }
});

test('of 1,000 devices the mail shows 20, the new ones before all, and says how many more there are', () => {
  const [fresh] = someDevices;
  if (!fresh) throw new Error('no device');
  for (const part of partsOf(mailOf([...numbered(999), fresh]))) {
    expect(part).toContain('1,000 devices are signed in to your account.');
    expect(part).toContain('and 980 more devices');
    expect(part.match(/Device no \d+;/g)).toHaveLength(19);
    expectInOrder(part, ['Chrome on Windows', 'Device no 0;', 'Device no 18;', 'and 980 more']);
  }
  const [, german] = partsOf(mailOf([...numbered(999), fresh], { language: 'de' }));
  expect(german).toContain('1.000 Geräte sind in Ihrem Konto angemeldet.');
  expect(german).toContain('und 980 weitere Geräte');
});

test.each([20, 21])('of %i devices the mail shows 20', (count) => {
  for (const part of partsOf(mailOf(numbered(count, { isNew: true })))) {
    expect(part.match(/Device no \d+;/g)).toHaveLength(20);
    expect(part.includes('and 1 more device')).toBe(count === 21);
  }
});

test.each([
  ['en', 'Your devices this month: nothing new', 'No device was added since 14 October, and nothing stands out.'],
  [
    'de',
    'Ihre Geräte in diesem Monat: nichts Neues',
    'Seit dem 14. Oktober ist kein Gerät dazugekommen, und nichts fällt auf.',
  ],
] as const)(
  'in %s, where nothing is new and nothing stands out, the mail says so and is short',
  (language, subject, said) => {
    const names = ['Laptop', 'iPhone', 'Living room TV'];
    const devices = names.map((name) => fine(aDevice({ name })));
    const mail = mailOf(devices, { language });
    expect(mail.subject).toBe(subject);
    for (const part of partsOf(mail)) {
      expectInOrder(part, [said, '3 ', ...names]);
      expect(part).not.toMatch(/Lisbon|Demo app|12/);
    }
    expect(mail.html).not.toMatch(/<h[23]/);
    expect(mail.text.split('\n').length).toBeLessThan(30);
    expect(seenIn(mail.html)).toContain(
      language === 'en' ? 'Laptop, iPhone and Living room TV' : 'Laptop, iPhone und Living',
    );
  },
);

test('of many devices of which nothing is to be said, the mail names a few', () => {
  for (const part of partsOf(mailOf(numbered(1000)))) {
    expect(part).toContain('1,000 devices are signed in:');
    expect(part.match(/Device no \d+;/g)).toHaveLength(8);
    expect(part).toContain('992 more');
  }
});

test('before the first review, new is what came in the last month', () => {
  const [first] = partsOf(mailOf(someDevices, { lastReviewedAt: null }));
  expect(first).toContain('New in the last month');
  const [, quiet] = partsOf(mailOf(numbered(2), { lastReviewedAt: null }));
  expect(quiet).toContain('No device was added in the last month');
  expect(quiet + String(first)).not.toMatch(/(New|added) since|null|1970/);
});

test('what the last review left undecided is not called new since then', () => {
  const [, oldOne] = someDevices;
  const undecided = someDevices.map((one) =>
    one === oldOne ? { ...one, device: { ...one.device, firstSeenAt: '2026-09-01T10:00:00.000Z' } } : one,
  );
  for (const part of partsOf(mailOf(undecided))) {
    expect(part).toContain('New, or not decided on last time');
    expect(part).not.toContain('New since 14 October');
  }
  expect(partsOf(mailOf(someDevices)).every((part) => part.includes('New since 14 October'))).toBe(true);
});

test('one device is one, in words as in numbers', () => {
  const [one] = partsOf(mailOf(someDevices.slice(2, 3)));
  expect(one).toContain('1 device is signed in to your account. Please have a look at it');
  const [, einzeln] = partsOf(mailOf(someDevices.slice(0, 1), { language: 'de' }));
  expect(einzeln).toContain('1 neues Gerät in Ihrem Konto');
  expect(einzeln).toContain('1 Gerät ist in Ihrem Konto angemeldet. Bitte sehen Sie es sich an');
});

test.each([
  ['Europe/Berlin', 'Last used on 13 November'],
  ['America/New_York', 'Last used on 12 November'],
  ['Pacific/Auckland', 'Last used on 13 November'],
])('a day is that of the time zone: in %s, %s', (timeZone, said) => {
  const device = aDevice({ lastSeenAt: '2026-11-12T23:30:00.000Z' });
  const { text } = reviewMail(aRequest([{ device, isNew: true, attention: [] }]), { timeZone });
  expect(text).toContain(said);
});

test('a day of another year has its year', () => {
  const used = (lastSeenAt: string, dueOn: string) =>
    mailOf([{ device: aDevice({ lastSeenAt }), isNew: true, attention: [] }], { dueOn }).text;
  expect(used('2026-12-30T10:00:00.000Z', '2027-01-02')).toContain('Last used on 30 December 2026 ·');
  expect(used('2026-12-31T23:30:00.000Z', '2027-01-02')).toContain('Last used on 1 January ·');
});

test('of the apps on a device, those count that are signed in', () => {
  const device = aDevice({ apps: ['Notes', 'Old app', 'Notes'] });
  const [, old] = Object.values(device.sessions);
  if (!old) throw new Error('no session');
  old.state = 'signed-out';
  for (const part of partsOf(mailOf([{ device, isNew: true, attention: [] }]))) {
    expect(part).toContain('macOS · Notes Last');
    expect(part).not.toContain('Old app');
  }
});
