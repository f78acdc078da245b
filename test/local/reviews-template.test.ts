import { expect, test } from '@jest/globals';
import { byPart } from '../../local/runtime/parts.ts';
import { nameResources } from '../../local/template/name-resources.ts';
import { readStack } from '../../local/template/read-stack.ts';
import type { Template } from '../../local/template/template.ts';
import { reviewTemplate } from './fixture/reviews.ts';

const naming = {
  stackName: 'fixture',
  region: 'eu-west-1',
  account: '123456789012',
  endpoints: byPart((_part, index) => `http://127.0.0.1:${4000 + index}`),
};
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const read = (template: Template) => readStack({ ...naming, template, names: nameResources({ ...naming, template }) });
const changed = (logicalId: string, properties: Record<string, unknown>): Template => {
  const template = reviewTemplate();
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(logicalId);
  resource.Properties = { ...resource.Properties, ...properties };
  return template;
};
const target = (more: Record<string, unknown>) => ({
  Target: { Arn: { 'Fn::GetAtt': ['Other', 'Arn'] }, Input: '{}', RoleArn: 'arn:…', ...more },
});

test('schedules, secrets and configuration sets are read with every reference turned into a name', () => {
  const stack = read(reviewTemplate());
  expect(stack.schedules).toEqual([
    {
      logicalId: 'Daily',
      name: 'fixture-Daily',
      arn: arn('scheduler', 'schedule/default/fixture-Daily'),
      enabled: true,
      timing: { kind: 'cron', expression: '0 9 * * ? *', timeZone: 'Europe/Lisbon' },
      queueArn: arn('sqs', 'fixture-Other'),
      input: '{"kind":"run"}',
      retriesMax: 2,
      ageMsMax: 3_600_000,
      deadLetterArn: arn('sqs', 'fixture-Dead'),
    },
  ]);
  expect(stack.configurationSets).toEqual([
    {
      name: 'fixture-mail',
      destinations: [{ topicArn: arn('sns', 'fixture-Events'), eventTypes: ['Send', 'Bounce', 'Complaint'] }],
    },
  ]);
  expect(stack.secrets).toEqual([
    {
      logicalId: 'Key',
      name: 'fixture-Key',
      arn: expect.stringMatching(/^arn:aws:secretsmanager:eu-west-1:123456789012:secret:fixture-Key-[a-z0-9]{6}$/),
      generate: { length: 64, characters: expect.stringMatching(/^[a-zA-Z0-9]{62}$/) },
    },
  ]);
  expect(stack.outputs['KeyArn']).toBe(stack.secrets[0]?.arn);
});

test('what a schedule leaves out is as AWS has it', () => {
  const [schedule] = read(changed('Daily', { ScheduleExpressionTimezone: undefined, ...target({}) })).schedules;
  expect(schedule).toMatchObject({ timing: { timeZone: 'UTC' }, retriesMax: 185, ageMsMax: 86_400_000 });
  expect(schedule).not.toHaveProperty('deadLetterArn');
  expect(read(changed('Daily', { State: 'DISABLED' })).schedules[0]?.enabled).toBe(false);
});

test.each([
  ['rate(5 minutes)', { kind: 'rate', everyMs: 300_000 }],
  ['rate(1 day)', { kind: 'rate', everyMs: 86_400_000 }],
  ['at(2027-06-01T09:00:00)', { kind: 'at', localTime: '2027-06-01T09:00:00', timeZone: 'Europe/Lisbon' }],
])('%s is a timing too', (ScheduleExpression, timing) => {
  expect(read(changed('Daily', { ScheduleExpression })).schedules[0]?.timing).toEqual(timing);
});

test.each([
  ['Daily', { StartDate: 'x' }, 'Daily: the local run does not know StartDate'],
  ['Daily', { ScheduleExpression: 'cron(0 9 * * *)' }, 'cron has 6 fields here, and not 5'],
  ['Daily', { ScheduleExpression: 'cron(0 9 * * * *)' }, 'one of day of month and day of week is "?"'],
  ['Daily', { ScheduleExpression: 'cron(0 9 L-3 * ? *)' }, 'cannot follow cron(0 9 L-3 * ? *) in Europe/Lisbon'],
  ['Daily', { ScheduleExpression: 'cron(0 25 * * ? *)' }, 'cannot follow cron(0 25 * * ? *)'],
  ['Daily', { ScheduleExpression: 'rate(0 days)' }, 'neither cron(…), rate(…) nor at(…)'],
  ['Daily', { ScheduleExpression: 'rate(5 weeks)' }, 'neither cron(…), rate(…) nor at(…)'],
  ['Daily', { ScheduleExpression: 'at(tomorrow)' }, 'yyyy-mm-ddThh:mm:ss'],
  ['Daily', { ScheduleExpressionTimezone: 'Mars/Base' }, 'Mars/Base'],
  ['Daily', { FlexibleTimeWindow: { Mode: 'MAYBE' } }, 'no mode MAYBE'],
  ['Daily', target({ Arn: 'arn:aws:lambda:x' }), 'schedules messages to queues of the stack, not arn:aws:lambda:x'],
  ['Daily', target({ Input: '<aws.scheduler.scheduled-time>' }), 'does not know Scheduler'],
  ['Daily', target({ SqsParameters: { MessageGroupId: 'x' } }), 'does not know MessageGroupId'],
  ['Key', { GenerateSecretString: { Weird: 1 } }, 'Key.GenerateSecretString: the local run does not know Weird'],
  ['Key', { RotationRules: {} }, 'Key: the local run does not know RotationRules'],
  ['Told', { ConfigurationSetName: 'none' }, 'Told: no configuration set none'],
  ['Told', { EventDestination: { SnsDestination: { TopicARN: 'none' } } }, 'Told: no topic none'],
  ['Told', { EventDestination: { EventBridgeDestination: {} } }, 'does not know EventBridgeDestination'],
  ['Sender', { ConfigurationSetAttributes: {} }, 'Sender: the local run does not know ConfigurationSetAttributes'],
])('what the local run cannot do with %s stops the start, by name: %j', (logicalId, properties, message) => {
  expect(() => read(changed(logicalId, properties))).toThrow(message);
});

test('an event that never happens on this machine is not promised', () => {
  const destination = { MatchingEventTypes: ['open'], SnsDestination: { TopicARN: { Ref: 'Events' } } };
  expect(() => read(changed('Told', { EventDestination: destination }))).toThrow('the local run tells of no open');
});

test('of a secret’s characters, those that are excluded are left out', () => {
  const of = (GenerateSecretString: Record<string, unknown>) =>
    read(changed('Key', { GenerateSecretString })).secrets[0]?.generate;
  expect(of({ ExcludeCharacters: 'abc', ExcludeUppercase: true, ExcludePunctuation: true })).toEqual({
    length: 32,
    characters: 'defghijklmnopqrstuvwxyz0123456789',
  });
  expect(of({ SecretStringTemplate: '{"user":"x"}', GenerateStringKey: 'password' })?.template).toEqual({
    json: '{"user":"x"}',
    key: 'password',
  });
  const nothing = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };
  expect(() => of(nothing)).toThrow('no character is left');
});
