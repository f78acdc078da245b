import { expect, test } from '@jest/globals';
import { makeRecordFilter } from '../../local/streams/make-record-filter.ts';

const record = { eventName: 'MODIFY', dynamodb: { Keys: { sk: { S: 'META' } }, NewImage: { until: { N: '5' } } } };
const passes = (...patterns: unknown[]): boolean =>
  makeRecordFilter(patterns.map((pattern) => JSON.stringify(pattern)))(record);

test('a record passes when it fits one of the patterns, in all fields of it', () => {
  expect(passes()).toBe(true);
  expect(passes({ eventName: ['INSERT', 'MODIFY'] })).toBe(true);
  expect(passes({ eventName: ['REMOVE'] })).toBe(false);
  expect(passes({ eventName: ['REMOVE'] }, { eventName: ['MODIFY'] })).toBe(true);
  expect(passes({ eventName: ['MODIFY'], dynamodb: { Keys: { sk: { S: ['OTHER'] } } } })).toBe(false);
});

test('exists, prefix, suffix and anything-but are known', () => {
  expect(passes({ dynamodb: { NewImage: { until: { N: [{ exists: true }] } } } })).toBe(true);
  expect(passes({ dynamodb: { NewImage: { until: { N: [{ exists: false }] } } } })).toBe(false);
  expect(passes({ dynamodb: { OldImage: { until: { N: [{ exists: false }] } } } })).toBe(true);
  expect(passes({ dynamodb: { Keys: { sk: { S: [{ prefix: 'ME' }] } } } })).toBe(true);
  expect(passes({ dynamodb: { Keys: { sk: { S: [{ suffix: 'TA' }] } } } })).toBe(true);
  expect(passes({ dynamodb: { Keys: { sk: { S: [{ 'anything-but': ['META'] }] } } } })).toBe(false);
});

test('an operator that is not known stops the start, and is not guessed', () => {
  expect(() => passes({ dynamodb: { SizeBytes: [{ numeric: ['>', 5] }] } })).toThrow('numeric');
  expect(() => passes({ $or: [{ eventName: ['MODIFY'] }] })).toThrow('$or');
});
