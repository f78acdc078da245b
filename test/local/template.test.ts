import { expect, test } from '@jest/globals';
import { makeResolver } from '../../local/template/make-resolver.ts';
import { nameResources } from '../../local/template/name-resources.ts';
import { readStack } from '../../local/template/read-stack.ts';
import type { Template } from '../../local/template/template.ts';
import { fixtureTemplate } from './fixture/template.ts';

const naming = {
  stackName: 'fixture',
  region: 'us-east-1',
  account: '000000000000',
  endpoints: {
    api: 'http://127.0.0.1:4000',
    sqs: 'http://127.0.0.1:4003',
    connections: 'http://127.0.0.1:4006',
    cognito: 'http://127.0.0.1:4001',
  },
};
const fixture = (): Template => fixtureTemplate({ seenFolder: '/tmp' });
const read = (template: Template) => {
  const names = nameResources({ ...naming, template });
  return readStack({ ...naming, template, names });
};
const changed = (logicalId: string, properties: Record<string, unknown>): Template => {
  const template = fixture();
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(logicalId);
  resource.Properties = { ...resource.Properties, ...properties };
  return template;
};

test('the same template always gets the same names, so that data and tokens stay good', () => {
  expect(read(fixture()).outputs).toEqual(read(fixture()).outputs);
  expect(read(fixture()).outputs).toEqual({
    ApiUrl: 'http://127.0.0.1:4000/',
    UserPoolId: 'us-east-1_Local0001',
    ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
    TableName: 'fixture-Table',
    DeadLettersUrl: 'http://127.0.0.1:4003/000000000000/fixture-DeadLetters',
  });
});

test('a type of resource that is not known stops the start, by name', () => {
  const template = fixture();
  template.Resources['Cache'] = { Type: 'AWS::ElastiCache::CacheCluster' };
  expect(() => read(template)).toThrow(/Cache.*AWS::ElastiCache::CacheCluster/);
});

test('a property or an intrinsic function that is not known stops the start, by name', () => {
  expect(() => read(changed('Echo', { Layers: ['arn:…'] }))).toThrow('Echo: the local run does not know Layers');
  expect(() => read(changed('Echo', { Handler: { 'Fn::ImportValue': 'x' } }))).toThrow('Fn::ImportValue');
  expect(() => read(changed('Mapping', { StartingPosition: 'AT_TIMESTAMP' }))).toThrow('AT_TIMESTAMP');
  expect(() => read(changed('Mapping', { EventSourceArn: 'arn:aws:kinesis:x' }))).toThrow('arn:aws:kinesis:x');
  expect(() => read(changed('SafeRoute', { AuthorizationType: 'CUSTOM' }))).toThrow('CUSTOM');
});

test('intrinsic functions give what CloudFormation gives', () => {
  const template = { Resources: {}, Conditions: { IsLocal: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } } };
  const names = new Map([['Thing', { ref: 'thing-1', attributes: { 'Nested.Arn': 'arn:thing' } }]]);
  const resolve = makeResolver({ ...naming, template, names });
  const value = (of: unknown): unknown => resolve(of, 'here');
  expect(value({ 'Fn::Sub': 'a-${AWS::Region}-${Thing}-${Thing.Nested.Arn}-${!Not}' })).toBe(
    'a-us-east-1-thing-1-arn:thing-${Not}',
  );
  expect(value({ 'Fn::Sub': ['${x}', { x: { Ref: 'Thing' } }] })).toBe('thing-1');
  expect(value({ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] })).toBe('b');
  expect(value({ 'Fn::If': ['IsLocal', 'yes', 'no'] })).toBe('yes');
  expect(value({ a: { Ref: 'AWS::NoValue' }, b: 1 })).toEqual({ b: 1 });
  expect(() => value({ Ref: 'Missing' })).toThrow('Missing');
});

test('the sign-in pages are where Cognito is, by whatever name the template knows them', () => {
  const template = fixture();
  template.Resources['Domain'] = {
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { Domain: { 'Fn::Join': ['', ['demo-', { Ref: 'AWS::AccountId' }]] } },
  };
  template.Outputs = {
    OAuthDomain: {
      Value: {
        'Fn::Join': ['', ['https://', { Ref: 'Domain' }, '.auth.', { Ref: 'AWS::Region' }, '.amazoncognito.com']],
      },
    },
  };
  expect(read(template).outputs).toEqual({ OAuthDomain: 'http://127.0.0.1:4001' });
});
