import { describe, expect, test } from '@jest/globals';
import { hostname } from 'node:os';
import { placeHeaders } from '../../../local/device/client/place-headers.ts';
import { isProfile, profileOf } from '../../../local/device/client/profile-of.ts';
import { deviceHelp } from '../../../local/device/simulator/device-help.ts';
import { parseDeviceOptions } from '../../../local/device/simulator/device-options.ts';

describe('the flags of npm run device', () => {
  test('without any, this machine is the device', () => {
    const options = parseDeviceOptions([]);
    expect(options).toMatchObject({ name: hostname(), profile: profileOf(hostname()), once: false, signOut: false });
  });

  test('a connection and pushes can be had together', () => {
    expect(parseDeviceOptions(['--connect', '--push', 'apns-sandbox'])).toMatchObject({
      connect: true,
      push: { platform: 'apns-sandbox', token: undefined },
    });
  });

  test('a profile alone names a device of before, and changes nothing about it', () => {
    expect(parseDeviceOptions(['--profile', 'laptop'])).toMatchObject({ profile: 'laptop', name: undefined });
  });

  test('all of them are read', () => {
    const line =
      '--name Phone --kind phone --os Android --model Pixel --app Notes --from Lisbon,PT --shared --client console';
    const more = '--email a@example.com --password p --offline-for 2m --once --sign-out --outputs o --credentials c';
    const push = '--push fcm --push-token 12345678';
    expect(parseDeviceOptions(`${line} ${more} ${push}`.split(' '))).toEqual({
      help: false,
      profile: 'phone',
      name: 'Phone',
      kind: 'phone',
      os: 'Android',
      model: 'Pixel',
      app: 'Notes',
      from: 'Lisbon,PT',
      shared: true,
      client: 'console',
      email: 'a@example.com',
      password: 'p',
      connect: false,
      push: { platform: 'fcm', token: '12345678' },
      offlineForMs: 120_000,
      once: true,
      signOut: true,
      outputs: 'o',
      credentials: 'c',
    });
  });

  test.each([
    [['--nope'], "Unknown option '--nope'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--name'], 'argument missing'],
    [['--name', ''], '--name must be 1 to 200 characters'],
    [['--name', 'x'.repeat(201)], '--name must be 1 to 200 characters'],
    [['--name', 'a\u0007b'], '--name must not contain control characters'],
    [['--kind', 'fridge'], 'There is no kind "fridge". Choose one of computer, phone'],
    [['--from', 'Lisbon'], '"Lisbon" is not a place'],
    [['--offline-for', 'soon'], '"soon" is not a duration'],
    [['--push', 'pigeon'], 'There is no push platform "pigeon". Choose one of fcm, apns'],
    [['--push', 'fcm', '--push-token', 'short'], '--push-token is not a token'],
    [['--push', 'fcm', '--push-token', 'with a space'], '--push-token is not a token: must be printable ASCII'],
    [['--push-token', '12345678'], '--push-token needs --push'],
    [['--connect', '--once'], '--once ends before a message could arrive'],
    [['--profile', '../escape'], '"../escape" cannot be a profile'],
    [['--profile', '.hidden'], 'cannot be a profile'],
  ])('%j is refused with a sentence', (args, message) => {
    expect(() => parseDeviceOptions(args)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });

  test('help tells of every flag', () => {
    for (const flag of Object.keys(parseDeviceOptions([]))) {
      if (flag === 'help') continue;
      const name = { offlineForMs: 'offline-for', signOut: 'sign-out' }[flag] ?? flag;
      expect(deviceHelp).toContain(`--${name}`);
    }
  });
});

describe('the profile that a name makes', () => {
  test.each([
    ['Work laptop', 'work-laptop'],
    ["Ada's phone", 'ada-s-phone'],
    ['居間のテレビ', '居間のテレビ'],
    ['../../etc/passwd', 'etc-passwd'],
    ['📱', 'device'],
    ['...', 'device'],
    ['Größe', 'größe'],
  ])('%s is %s', (name, profile) => {
    expect(profileOf(name)).toBe(profile);
  });

  test('is one that can be given back, whatever the name', () => {
    for (const name of [
      'x'.repeat(200),
      '\u0301a',
      'a\u0301',
      '𠮷'.repeat(60),
      'a'.repeat(39) + '𠮷',
      '-',
      'é-',
      'नमस्ते',
    ]) {
      expect([name, isProfile(profileOf(name))]).toEqual([name, true]);
    }
  });
});

describe('a place becomes the headers of CloudFront', () => {
  test('city and country, in ASCII', () => {
    expect(placeHeaders('São Paulo, br')).toEqual({
      'cloudfront-viewer-city': 'S%C3%A3o%20Paulo',
      'cloudfront-viewer-country': 'BR',
    });
  });

  test('a region between them, and a country alone', () => {
    expect(placeHeaders('Lisbon, Estremadura, PT')['cloudfront-viewer-country-region-name']).toBe('Estremadura');
    expect(placeHeaders('PT')).toEqual({ 'cloudfront-viewer-country': 'PT' });
  });

  test.each(['', 'Lisbon', 'Lisbon, ', ', PT', 'a, b, c, PT', 'Lisbon, PRT'])('%j is none', (from) => {
    expect(() => placeHeaders(from)).toThrow(RangeError);
  });
});
