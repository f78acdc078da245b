import { expect, test } from '@jest/globals';
import { provideMail } from '../../local/runtime/provide-mail.ts';
import { provideSecrets } from '../../local/runtime/provide-secrets.ts';
import { useAwsStub } from '../support/aws-stub.ts';
import { sdk } from './fixture/messaging.ts';

const aws = await useAwsStub();
const refused = (status: number, type: string) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, message: type }),
});
const taken = (body: unknown = {}) => ({ status: 200, body: JSON.stringify(body) });
const contents = (): unknown[] => aws.asked.map(({ body }): unknown => JSON.parse(body));

const secret = {
  logicalId: 'Key',
  name: 'fixture-Key',
  arn: 'arn:of-the-template',
  generate: { length: 8, characters: 'ab' },
};
const set = {
  name: 'mail',
  destinations: [{ topicArn: 'arn:topic', eventTypes: ['Send', 'Bounce'] as ['Send', 'Bounce'] }],
};

test('in another Secrets Manager a secret that is missing is made, and used under the name that it has there', async () => {
  aws.answerWith(refused(400, 'ResourceNotFoundException'), taken({ ARN: 'arn:there' }));
  expect(await provideSecrets(aws.endpoint, sdk(aws.endpoint), [secret])).toEqual(new Map([['Key', 'arn:there']]));
  expect(contents()[1]).toMatchObject({ Name: 'fixture-Key', SecretString: expect.stringMatching(/^[ab]{8}$/) });
});

test('one that is there already keeps its value', async () => {
  aws.answerWith(taken({ ARN: 'arn:there' }));
  expect(await provideSecrets(aws.endpoint, sdk(aws.endpoint), [secret])).toEqual(new Map([['Key', 'arn:there']]));
  expect(contents()).toEqual([{ SecretId: 'fixture-Key' }]);
});

test('in another SES the configuration sets are made, with where their events go, however often', async () => {
  for (const answer of [taken(), refused(400, 'AlreadyExistsException')]) {
    aws.answerWith(answer);
    await provideMail(aws.endpoint, sdk(aws.endpoint), [set]);
    expect(contents()).toEqual([
      { ConfigurationSetName: 'mail' },
      {
        EventDestinationName: 'local-0',
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['SEND', 'BOUNCE'],
          SnsDestination: { TopicArn: 'arn:topic' },
        },
      },
    ]);
  }
});

test('what another SES has against it is said', async () => {
  aws.answerWith(refused(404, 'NotFoundException'));
  await expect(provideMail(aws.endpoint, sdk(aws.endpoint), [set])).rejects.toThrow('NotFoundException');
});
