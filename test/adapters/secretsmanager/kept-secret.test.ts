import { beforeEach, expect, test } from '@jest/globals';
import { keptSecret } from '../../../shared/adapters/secretsmanager/kept-secret.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';
import { freePort } from '../../support/free-port.ts';

const stub = await useAwsStub();
beforeEach(() => useAwsAt({ SECRETS_MANAGER: stub.endpoint }));
const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:review-links-AbCdEf';
const minute = 60_000;

let time = Date.parse('2026-11-22T12:00:00.000Z');
const kept = () => keptSecret(arn, { now: () => new Date(time) });
const headers = { 'content-type': 'application/x-amz-json-1.1' };
const text = (SecretString: string | undefined) => ({ status: 200, headers, body: JSON.stringify({ SecretString }) });
const refusal = { status: 400, headers, body: '{"__type":"AccessDeniedException","message":"no"}' };

test('a secret is asked for by its name once, however many need it at a time and in five minutes', async () => {
  stub.answerWith(text('a'.repeat(64)));
  const read = kept();
  expect(new Set(await Promise.all(Array.from({ length: 50 }, read)))).toEqual(new Set(['a'.repeat(64)]));
  time += 5 * minute - 1;
  expect(await read()).toBe('a'.repeat(64));
  expect(stub.asked.map(({ body }) => JSON.parse(body))).toEqual([{ SecretId: arn }]);
});

test('a new value is in force when five minutes are over', async () => {
  stub.answerWith(text('a'.repeat(64)), text('b'.repeat(64)));
  const read = kept();
  expect(await read()).toBe('a'.repeat(64));
  time += 5 * minute;
  expect(await read()).toBe('b'.repeat(64));
  expect(await read()).toBe('b'.repeat(64));
  expect(stub.asked).toHaveLength(2);
});

test('what could not be read is said so to all who waited, and is asked for again by the next', async () => {
  stub.answerWith(refusal, text('a'.repeat(64)));
  const read = kept();
  const outcomes = await Promise.allSettled([read(), read(), read()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(stub.asked).toHaveLength(1);
  expect(await read()).toBe('a'.repeat(64));
  expect(stub.asked).toHaveLength(2);
});

test('a value that was good is not served on when it cannot be read any more', async () => {
  stub.answerWith(text('a'.repeat(64)), refusal);
  const read = kept();
  await read();
  time += 5 * minute;
  await expect(read()).rejects.toThrow(StoreUnavailableError);
});

test.each([
  ['empty', text('')],
  ['too short', text('s'.repeat(31))],
  ['of bytes and no text', text(undefined)],
])('a secret that is %s is no key: nothing is signed or verified with it', async (_, answer) => {
  stub.answerWith(answer);
  const error: unknown = await kept()().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreUnavailableError);
  expect(JSON.stringify([String(error), String((error as Error).cause)])).not.toContain('sss');
});

test('32 characters are enough', async () => {
  stub.answerWith(text('s'.repeat(32)));
  expect(await kept()()).toBe('s'.repeat(32));
});

test('a service that is not there is unavailable', async () => {
  useAwsAt({ SECRETS_MANAGER: `http://127.0.0.1:${await freePort()}` });
  await expect(kept()()).rejects.toThrow(StoreUnavailableError);
});
