import { expect, test } from '@jest/globals';
import type { Receipt } from '../../../shared/contracts/resources.ts';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { receiptLines } from '../../../local/device/terminal/receipt-lines.ts';

const clock = { now: new Date('2026-11-22T16:31:10.000Z'), timeZone: 'UTC' };
const later = { ...clock, now: new Date('2026-11-22T17:00:00.000Z') };
const requested: Receipt = {
  requestedAt: '2026-11-22T16:31:02.123Z',
  requestedBy: 'dev_01m822kx9fqqsm7xqv5v1e3nnc',
  reason: 'lost',
};

test('what has not happened is shown as waiting, each step of it', () => {
  expect(receiptLines(requested, plainPaint, clock)).toEqual([
    '✓ 16:31:02.123               requested; every request since is refused',
    '… waiting                    for the tokens to be revoked at Cognito',
    '… waiting                    for a push to the device, if it takes any',
    '… waiting                    for the device to connect and be told',
    '… waiting                    for the device to confirm that it cleared its data',
  ]);
});

test('what may never come is no longer shown as about to come; the device is still waited for', () => {
  expect(receiptLines(requested, plainPaint, later).slice(1)).toEqual([
    '– not so far                 tokens revoked at Cognito; they are once the app has handed them in',
    '– not so far                 pushed to the device; it may take none',
    '… waiting                    for the device to connect and be told',
    '… waiting                    for the device to confirm that it cleared its data',
  ]);
});

test('what has happened has its time, and how long after the request it was', () => {
  const receipt: Receipt = {
    ...requested,
    tokensRevokedAt: '2026-11-22T16:31:02.500Z',
    pushedAt: '2026-11-22T16:31:02.700Z',
    deliveredAt: '2026-11-22T16:31:05.523Z',
    confirmedAt: '2026-11-22T16:33:05.623Z',
  };
  expect(receiptLines(receipt, plainPaint, later)).toEqual([
    '✓ 16:31:02.123               requested; every request since is refused',
    '✓ 16:31:02.500      +377 ms  tokens revoked at Cognito',
    '✓ 16:31:02.700      +577 ms  pushed to the device',
    '✓ 16:31:05.523       +3.4 s  the device was told',
    '✓ 16:33:05.623   +2 min 4 s  the device confirmed that it cleared its data',
  ]);
});

test('a push that never came is not waited for once the device has asked by itself', () => {
  const lines = receiptLines({ ...requested, deliveredAt: '2026-11-22T16:31:05.000Z' }, plainPaint, clock);
  expect(lines[2]).toBe('– not needed                 no push: the device was told without one');
});

test('a step of another day says which', () => {
  const lines = receiptLines(requested, plainPaint, { ...clock, now: new Date('2026-11-24T17:00:00.000Z') });
  expect(lines[0]).toContain('(22 Nov 2026)');
});
