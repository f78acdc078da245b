import { expect, test } from '@jest/globals';
import { readEnvironment, requestVariables, variable } from '../../../shared/adapters/system/read-environment.ts';

const shape = { TABLE: variable.text, DAYS: variable.positive };

test('variables are read by their kind, and others are left out', () => {
  expect(readEnvironment(shape, { TABLE: 'sessions', DAYS: '90', OTHER: 'x' })).toEqual({
    TABLE: 'sessions',
    DAYS: 90,
  });
});

test('all that are missing or wrong are named at once, without their values', () => {
  const read = (environment: Record<string, string>) => () => readEnvironment(shape, environment);
  expect(read({})).toThrow('environment variables are missing or wrong: TABLE, DAYS');
  expect(read({ TABLE: '', DAYS: 'secret-value' })).toThrow(/^(?!.*secret-value).*TABLE, DAYS$/);
  for (const days of ['0', '-1', '1.5', '1e3', ' 1', '', '99999999999']) {
    expect(read({ TABLE: 'sessions', DAYS: days })).toThrow('wrong: DAYS');
  }
});

test('a rate may be a fraction, and is above 0', () => {
  const read = (rate: string) => readEnvironment({ RATE: variable.rate }, { RATE: rate }).RATE;
  expect(['14', '0.5', '000.25'].map(read)).toEqual([14, 0.5, 0.25]);
  for (const rate of ['0', '0.0', '-1', '.5', '1.', '1e3', ' 1', '', 'Infinity']) {
    expect(() => read(rate)).toThrow('wrong: RATE');
  }
});

test('the edge key is a SHA-256 in hex, or not set', () => {
  const given = { SESSIONS_TABLE_NAME: 't', ACTIVITY_RETENTION_DAYS: '1', SIGNED_OUT_DEVICE_RETENTION_DAYS: '1' };
  expect(readEnvironment(requestVariables, given)).not.toHaveProperty('EDGE_KEY_SHA256');
  const withKey = (key: string) => () => readEnvironment(requestVariables, { ...given, EDGE_KEY_SHA256: key });
  expect(withKey('a'.repeat(64))).not.toThrow();
  for (const key of ['', 'a'.repeat(63), 'A'.repeat(64), 'g'.repeat(64)])
    expect(withKey(key)).toThrow('EDGE_KEY_SHA256');
});
