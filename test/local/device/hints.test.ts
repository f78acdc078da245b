import { describe, expect, test } from '@jest/globals';
import { makeRest } from '../../../local/device/simulator/make-rest.ts';
import { readHint } from '../../../local/device/simulator/read-hint.ts';

const at = '2026-11-22T16:31:02.123Z';
const activity = { version: 1, type: 'device-signed-out', at, sessions: [], by: null, reason: 'lost', detail: null };
const hint = { action: 'check-in', id: 'act_1', at };

describe('what a message says', () => {
  test.each([
    ['an event', { jti: 'act_1', 'urn:remote-sign-out:activity': activity }, { text: 'device-signed-out (lost)', at }],
    [
      'an event of a version and a type that are not known yet',
      { 'urn:remote-sign-out:activity': { ...activity, version: 7, type: 'moved', reason: null, more: {} } },
      { text: 'moved', at },
    ],
    ['a push by FCM', { message: { data: hint, android: { priority: 'high' } } }, { text: 'check-in', at }],
    ['a push by APNs', { aps: { 'content-available': 1 }, ...hint }, { text: 'check-in', at }],
    ['a push by ADM', { data: hint, expiresAfter: 3600 }, { text: 'check-in', at }],
    ['the answer to a ping of a session that has ended', { type: 'session-expired' }, { text: 'session-expired' }],
    ['something else', { message: 'Forbidden' }, { text: '{"message":"Forbidden"}' }],
  ])('%s', (_, message, expected) => {
    expect(readHint(JSON.stringify(message))).toEqual(expected);
  });

  test.each([
    '',
    'not JSON',
    '[',
    '"text"',
    'null',
    '7',
    '[[[[[[[[]]]]]]]]',
    '{"urn:remote-sign-out:activity":{"at":1}}',
  ])('%j is nothing to fall over', (text) => {
    expect(readHint(text)).toEqual({ text });
  });

  test('what comes from elsewhere cannot steer the terminal, or fill it', () => {
    expect(readHint('\u001b[2Jgone').text).toBe('[2Jgone');
    expect(readHint('x'.repeat(10_000)).text).toHaveLength(100);
  });
});

describe('the rest between two check-ins', () => {
  const hour = 3_600_000;

  test('is over when a hint comes', async () => {
    const { rest, wake } = makeRest(new AbortController().signal);
    const resting = rest(hour);
    wake();
    expect(await resting).toBeUndefined();
  });

  test('a hint that comes while the device asks is not lost, and is good for one more question', async () => {
    const interruption = new AbortController();
    const { rest, wake } = makeRest(interruption.signal);
    wake();
    wake();
    await rest(hour);
    const resting = rest(hour);
    interruption.abort(new Error('still resting'));
    await expect(resting).rejects.toThrow('still resting');
  });
});
