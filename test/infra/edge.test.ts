import { afterAll, describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Edge, type EdgeProps } from '../../infra/constructs/edge.ts';
import { EdgeKey } from '../../infra/constructs/edge-key.ts';
import { makeApp } from '../../infra/make-app.ts';
import type { NewEdge } from '../../infra/stage-settings.ts';
import { edgeKeyHeader } from '../../shared/contracts/edge-key-header.ts';
import { cacheControl, securityHeaders } from '../../shared/contracts/web-headers.ts';
import { dummyCode } from './support/dummy-code.ts';

const { dashboardFolder, outdir, remove } = dummyCode();

const settings: NewEdge = { kind: 'new', priceClass: '100', requestsPerAddress: 5000, keyNumber: 1 };

function edge(over: Partial<EdgeProps> = {}, region = 'us-east-1') {
  const app = makeApp({ outdir: outdir(), builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'test', { env: { account: '111122223333', region } });
  const key = new EdgeKey(stack, 'Key', { number: 1 });
  const made = new Edge(stack, 'Edge', {
    settings,
    apiEndpoint: 'https://abc.execute-api.us-east-1.amazonaws.com',
    keyHeaderValue: key.headerValue,
    dashboardFolder,
    protect: true,
    logRetention: 90,
    ...over,
  });
  return { made, stack, template: Template.fromStack(stack) };
}

const { template } = edge();
const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
const config = distribution?.['Properties'].DistributionConfig as {
  Origins: { Id: string; DomainName: unknown; OriginCustomHeaders?: { HeaderName: string; HeaderValue: unknown }[] }[];
  DefaultCacheBehavior: Behaviour;
  CacheBehaviors: (Behaviour & { PathPattern: string })[];
  CustomErrorResponses?: unknown;
};

interface Behaviour {
  TargetOriginId: string;
  CachePolicyId: string;
  OriginRequestPolicyId?: string;
  ResponseHeadersPolicyId: unknown;
  ViewerProtocolPolicy: string;
  AllowedMethods: string[];
  Compress: boolean;
  FunctionAssociations?: unknown[];
}

const originOf = (behaviour: Behaviour | undefined) =>
  config.Origins.find(({ Id }) => Id === behaviour?.TargetOriginId);

afterAll(remove);

describe('CloudFront', () => {
  test('speaks HTTP/3, and logs every request without cookies', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        HttpVersion: 'http2and3',
        PriceClass: 'PriceClass_100',
        Logging: { IncludeCookies: false },
      },
    });
  });

  test('has the API and the dashboard’s back end on the dashboard’s own origin', () => {
    expect(config.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/v1/*', '/web/*']);
    for (const behaviour of config.CacheBehaviors) {
      expect(originOf(behaviour)?.DomainName).toBe('abc.execute-api.us-east-1.amazonaws.com');
      expect(behaviour.AllowedMethods).toEqual(expect.arrayContaining(['DELETE', 'PATCH', 'POST']));
      expect(behaviour.ViewerProtocolPolicy).toBe('https-only');
    }
    expect(originOf(config.DefaultCacheBehavior)?.DomainName).not.toBe('abc.execute-api.us-east-1.amazonaws.com');
  });

  test('keeps nothing of the API, and passes on what it knows of the caller but not its own name', () => {
    for (const behaviour of config.CacheBehaviors) {
      // AWS's managed policies: CachingDisabled, AllViewerExceptHostHeader.
      expect(behaviour.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
      expect(behaviour.OriginRequestPolicyId).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    }
  });

  test('compresses, and answers with the same security headers whatever is asked for', () => {
    const behaviours = [config.DefaultCacheBehavior, ...config.CacheBehaviors];
    expect(behaviours.every(({ Compress }) => Compress)).toBe(true);
    expect(new Set(behaviours.map((each) => JSON.stringify(each.ResponseHeadersPolicyId))).size).toBe(1);
    const [policy] = Object.values(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const { SecurityHeadersConfig: known, CustomHeadersConfig: others } =
      policy?.['Properties'].ResponseHeadersPolicyConfig ?? {};
    expect({
      'content-security-policy': known.ContentSecurityPolicy.ContentSecurityPolicy,
      'strict-transport-security': `max-age=${known.StrictTransportSecurity.AccessControlMaxAgeSec}`,
      'x-content-type-options': known.ContentTypeOptions.Override ? 'nosniff' : undefined,
      'referrer-policy': known.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(
        others.Items.map(({ Header, Value }: { Header: string; Value: string }) => [Header, Value]),
      ),
    }).toEqual(securityHeaders);
  });

  test('proves itself by a key that is in no template', () => {
    const [header] = originOf(config.CacheBehaviors[0])?.OriginCustomHeaders ?? [];
    expect(header?.HeaderName).toBe(edgeKeyHeader);
    expect(JSON.stringify(header?.HeaderValue)).toMatch(/\{\{resolve:secretsmanager:/);
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
  });

  test('sends no header that CloudFront keeps for itself', () => {
    expect(edgeKeyHeader).not.toMatch(/^x-(edge|amz)-/);
  });

  test('does not hide what the API answers behind the page: it has no error pages', () => {
    expect(config.CustomErrorResponses).toBeUndefined();
    expect(config.CacheBehaviors.flatMap(({ FunctionAssociations = [] }) => FunctionAssociations)).toEqual([]);
    expect(config.DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
  });

  test.each([
    ['/', '/index.html'],
    ['/devices', '/index.html'],
    ['/devices/dev_01m827gmcjg4yj7d91fnw0hr5v', '/index.html'],
    ['/assets/app-ABCDEFGH.js', '/assets/app-ABCDEFGH.js'],
    ['/favicon.ico', '/favicon.ico'],
  ])('%s leads to %s', (uri, file) => {
    const code = readFileSync(join(import.meta.dirname, '../../infra/constructs/rewrite-to-page.js'), 'utf8');
    const request: unknown = runInNewContext(`${code}; handler({ request: { uri: ${JSON.stringify(uri)} } })`);
    expect(request).toEqual({ uri: file });
  });

  test('has a name of its own where the settings give one, with nothing older than TLS 1.2', () => {
    const domain = { name: 'devices.example.org', certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' };
    const { made, template: named } = edge({ settings: { ...settings, domain } });
    expect(made.origin).toBe('https://devices.example.org');
    named.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['devices.example.org'],
        ViewerCertificate: { AcmCertificateArn: domain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
  });

  test('takes no certificate that CloudFront cannot use', () => {
    const domain = {
      name: 'devices.example.org',
      certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/1',
    };
    expect(() => edge({ settings: { ...settings, domain } })).toThrow('has to be in us-east-1');
  });

  test('stands before the API alone where there is no dashboard', () => {
    const { template: bare } = edge({ dashboardFolder: undefined });
    bare.resourceCountIs('Custom::CDKBucketDeployment', 0);
    bare.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: Match.absent(),
        Origins: [Match.objectLike({ DomainName: 'abc.execute-api.us-east-1.amazonaws.com' })],
      },
    });
  });
});

describe('the dashboard’s files', () => {
  test('lie in a bucket that nobody reads but this distribution', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  test('are kept for ever by browsers where their name has a hash, and the page is not kept', () => {
    template.hasResourceProperties('Custom::CDKBucketDeployment', {
      Exclude: ['index.html'],
      Prune: false,
      SystemMetadata: { 'cache-control': cacheControl.hashed },
    });
    template.hasResourceProperties('Custom::CDKBucketDeployment', {
      Include: ['index.html'],
      SystemMetadata: { 'cache-control': cacheControl.nothing },
      DistributionPaths: ['/', '/index.html'],
    });
  });

  test('are there before the page that names them', () => {
    const copies = Object.entries(template.findResources('Custom::CDKBucketDeployment'));
    const [hashedId] = copies.find(([, copy]) => copy['Properties'].Exclude?.[0] === 'index.html') ?? [];
    const [, page] = copies.find(([, copy]) => copy['Properties'].Include !== undefined) ?? [];
    expect(page?.['DependsOn']).toContain(hashedId);
  });
});

describe('the firewall', () => {
  test('stands before CloudFront in us-east-1, and stops an address that asks too often', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'CLOUDFRONT',
      Rules: Match.arrayWith([
        Match.objectLike({
          Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 5000, EvaluationWindowSec: 300 } },
        }),
      ]),
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { WebACLId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Firewall'), 'Arn'] } },
    });
  });

  test('knows AWS’s managed rules, and only counts what the names of devices may look like', () => {
    const [acl] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
    const groups = (
      (acl?.['Properties'].Rules ?? []) as { Statement: { ManagedRuleGroupStatement?: ManagedGroup } }[]
    ).flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement ?? []);
    expect(groups.map(({ Name }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    const counted = groups.flatMap(({ RuleActionOverrides = [] }) => RuleActionOverrides);
    expect(counted.map(({ Name }) => Name)).toContain('CrossSiteScripting_BODY');
    expect(counted.every(({ ActionToUse }) => 'Count' in ActionToUse)).toBe(true);
  });

  test('elsewhere it is the one that the settings name', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/firewall/1';
    const { template: there } = edge({ settings: { ...settings, webAclArn } }, 'eu-central-1');
    there.resourceCountIs('AWS::WAFv2::WebACL', 0);
    there.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: { WebACLId: webAclArn } });
  });

  test('elsewhere, where none is named, the operator is told how to make one', () => {
    const { stack } = edge({}, 'eu-central-1');
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('-c stack=web-acl'));
    expect(Annotations.fromStack(edge().stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

interface ManagedGroup {
  Name: string;
  RuleActionOverrides?: { Name: string; ActionToUse: object }[];
}
