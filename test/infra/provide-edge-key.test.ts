import { describe, expect, test } from '@jest/globals';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { createHash } from 'node:crypto';
import { makeHandler } from '../../functions/provide-edge-key/handler.ts';

const key = 'K'.repeat(64);
const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:EdgeKey-AbCdEf';

const order = (over: object = {}) =>
  ({
    RequestType: 'Create',
    ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:provide-edge-key',
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'EdgeKeyHash',
    ResourceType: 'Custom::EdgeKey',
    ResourceProperties: { ServiceToken: 'arn', SecretArn: secretArn },
    ...over,
  }) as CloudFormationCustomResourceEvent;

const answered = async (
  event: CloudFormationCustomResourceEvent,
  readSecret: (arn: string) => Promise<string> = async () => key,
) => {
  const answers: [string, object][] = [];
  await makeHandler({ readSecret, answer: async (...answer) => void answers.push(answer) })(event);
  expect(answers).toHaveLength(1);
  return { url: answers[0]?.[0], answer: answers[0]?.[1] };
};

describe('the hash of the edge’s key', () => {
  test('is of the secret that the order names, and goes to where the order says', async () => {
    const asked: string[] = [];
    const { url, answer } = await answered(order(), async (arn) => {
      asked.push(arn);
      return key;
    });
    expect(asked).toEqual([secretArn]);
    expect(url).toBe('https://cloudformation.example/answer');
    expect(answer).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'edge-key-EdgeKeyHash',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'EdgeKeyHash',
      Data: { Sha256: createHash('sha256').update(key).digest('hex') },
    });
  });

  test('is all that the answer says of the key', async () => {
    expect(JSON.stringify((await answered(order())).answer)).not.toContain(key);
  });

  test('keeps its name over an update, so that nothing is deleted after it', async () => {
    const { answer } = await answered(order({ RequestType: 'Update', PhysicalResourceId: 'edge-key-before' }));
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'edge-key-before' });
  });

  test('a deletion needs no secret: it may be gone already', async () => {
    const { answer } = await answered(order({ RequestType: 'Delete', PhysicalResourceId: 'edge-key-before' }), () =>
      Promise.reject(new Error('gone')),
    );
    expect(answer).toMatchObject({ Status: 'SUCCESS' });
  });

  test.each([
    ['a secret that cannot be read', order(), () => Promise.reject(new TypeError(`no, not ${key}`)), 'TypeError'],
    ['an empty secret', order(), () => Promise.resolve(''), 'the secret is empty'],
    ['an order without a secret', order({ ResourceProperties: {} }), () => Promise.resolve(key), '$ZodError'],
  ])('%s is answered as a failure, by name alone', async (_, event, readSecret, Reason) => {
    expect((await answered(event, readSecret)).answer).toMatchObject({ Status: 'FAILED', Reason });
  });
});
