import { afterAll, describe, expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardedApisStack } from '../../examples/guarded-apis/guarded-apis-stack.ts';
import { makeApp } from '../../infra/make-app.ts';
import { dummyCode } from './support/dummy-code.ts';

const { codeRoot, outdir, remove } = dummyCode();

const synthesised = (options: { builtinCloudFormationValidation?: boolean } = {}) => {
  const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false, ...options });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new GuardedApisStack(app, 'orders', {
    sessionsTableName: 'remote-sign-out-sessions',
    userPoolId: 'eu-central-1_AbCdEf123',
    clientIds: ['app'],
    codeFolder: join(codeRoot, 'authorize-session'),
  });
  return { stack, directory: app.synth().directory };
};

describe('the example of guarded APIs', () => {
  afterAll(remove);

  test('cdk-nag and CloudFormation’s own rules find nothing that is not answered', () => {
    const { directory } = synthesised({ builtinCloudFormationValidation: true });
    const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    expect((report as { pluginReports: unknown[] }).pluginReports).toEqual([]);
  });

  test('leaves no route and no method of either API without the authorizer', () => {
    const template = Template.fromStack(synthesised().stack);
    template.allResourcesProperties('AWS::ApiGatewayV2::Route', {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: Match.anyValue() },
    });
    template.allResourcesProperties('AWS::ApiGateway::Method', {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: Match.anyValue() },
    });
  });

  test('keeps no answer of the authorizer', () => {
    const template = Template.fromStack(synthesised().stack);
    for (const type of ['AWS::ApiGatewayV2::Authorizer', 'AWS::ApiGateway::Authorizer']) {
      template.allResourcesProperties(type, { AuthorizerResultTtlInSeconds: 0 });
    }
  });

  test('a REST API tells the client why', () => {
    Template.fromStack(synthesised().stack).hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'ACCESS_DENIED',
      StatusCode: '401',
      ResponseTemplates: { 'application/json': '{"code":"$context.authorizer.reason"}' },
    });
  });

  test.each([
    ['an HTTP API', { lambda: { accountId: 'owner', deviceId: 'dev_1' } }],
    ['a REST API', { accountId: 'owner', deviceId: 'dev_1', principalId: 'owner' }],
  ])('the function behind %s knows whose request it is', async (_, authorizer) => {
    const orders: unknown = await import(join(import.meta.dirname, '../../examples/guarded-apis/orders/index.mjs'));
    const { handler } = orders as { handler: (event: object) => Promise<{ body: string }> };
    const { body } = await handler({ requestContext: { authorizer } });
    expect(JSON.parse(body)).toEqual({ accountId: 'owner', deviceId: 'dev_1', orders: [] });
  });
});
