import { Annotations, Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { edgeKeyHeader } from '../../shared/contracts/edge-key-header.ts';
import type { NewEdge } from '../stage-settings.ts';
import { DashboardFiles } from './dashboard-files.ts';
import { EdgeLog } from './edge-log.ts';
import { SecurityHeaders } from './security-headers.ts';
import { WebAcl } from './web-acl.ts';

export interface EdgeProps {
  settings: NewEdge;
  /** Of the HTTP API, with `https://`. */
  apiEndpoint: string;
  /** Of the header by which CloudFront proves itself. */
  keyHeaderValue: string;
  /** Of the built dashboard; undefined where the stage has none, and CloudFront stands before the API alone. */
  dashboardFolder: string | undefined;
  protect: boolean;
  logRetention: RetentionDays;
}

/** One origin for the dashboard and the API: CloudFront, which knows where a request comes from. */
export class Edge extends Construct {
  /** `https://…`, as owners see it. */
  readonly origin: string;
  readonly distribution: Distribution;
  private readonly headers: SecurityHeaders;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { settings } = props;
    this.headers = new SecurityHeaders(this, 'Headers');
    const toApi = this.toApi(props);
    const files =
      props.dashboardFolder === undefined
        ? undefined
        : new DashboardFiles(this, 'Files', { folder: props.dashboardFolder, logRetention: props.logRetention });
    const webAclArn = this.firewall(settings);

    this.distribution = new Distribution(this, 'Distribution', {
      comment: Stack.of(this).stackName,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass[`PRICE_CLASS_${settings.priceClass === 'All' ? 'ALL' : settings.priceClass}`],
      ...(settings.domain !== undefined && {
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [settings.domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateOf(settings.domain)),
      }),
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
      ...(files === undefined
        ? { defaultBehavior: toApi }
        : {
            defaultBehavior: this.toFiles(files),
            additionalBehaviors: { '/v1/*': toApi, '/web/*': toApi },
          }),
      logBucket: new EdgeLog(this, 'Log', props).bucket,
      // A cookie is a sign-in. The query is logged: the code in it has been used by then, and needs its verifier; and
      // what a mail program unsubscribes with is good for that alone.
      logIncludesCookies: false,
    });
    files?.deployTo(this.distribution);
    this.origin = `https://${settings.domain?.name ?? this.distribution.distributionDomainName}`;
    acknowledge(this.distribution, settings, webAclArn);
  }

  /** Whatever is asked for goes through as it came, with what CloudFront knows of the caller, and nothing is kept. */
  private toApi({ apiEndpoint, keyHeaderValue }: EdgeProps): BehaviorOptions {
    return {
      origin: new HttpOrigin(Fn.select(2, Fn.split('/', apiEndpoint)), {
        // Takes the place of whatever the caller has sent by this name.
        customHeaders: { [edgeKeyHeader]: keyHeaderValue },
        // As long as API Gateway waits for a function.
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      // No redirect: what came in clear with a token should fail where it was written.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      responseHeadersPolicy: this.headers.policy,
      compress: true,
    };
  }

  private toFiles({ bucket }: DashboardFiles): BehaviorOptions {
    const rewrite = new EdgeFunction(this, 'RewriteToPage', {
      code: FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'rewrite-to-page.js') }),
      runtime: FunctionRuntime.JS_2_0,
      comment: 'Paths of the dashboard lead to its page',
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.headers.policy,
      compress: true,
      // Not by an error page for 404: that would be for the API as well, and hide what it answers.
      functionAssociations: [{ function: rewrite, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
  }

  /** In us-east-1 the stack makes the firewall; anywhere else it can only be named. */
  private firewall({ webAclArn, requestsPerAddress }: NewEdge): string | undefined {
    if (webAclArn !== undefined) return webAclArn;
    if (Stack.of(this).region === 'us-east-1') return new WebAcl(this, 'Firewall', { requestsPerAddress }).arn;
    Annotations.of(this).addWarningV2('remote-sign-out:no-firewall', howToMakeFirewall);
    return undefined;
  }
}

const howToMakeFirewall = [
  'No firewall stands before CloudFront: AWS has it in us-east-1 alone, and this stack is elsewhere. To make one:',
  '  npx cdk deploy -c stage=… -c stack=web-acl',
  'Then write its output WebAclArn into infra/config.ts: edge: { …, webAclArn }. See docs/edge.md.',
].join('\n');

function certificateOf({ name, certificateArn }: NonNullable<NewEdge['domain']>): string {
  if (certificateArn.split(':')[3] === 'us-east-1') return certificateArn;
  throw new Error(`The certificate of ${name} has to be in us-east-1 for CloudFront, not ${certificateArn}.`);
}

function acknowledge(distribution: Distribution, { domain }: NewEdge, webAclArn: string | undefined): void {
  const answers: [string, string][] = [
    ['CFR1', 'Owners travel, and a device may be lost anywhere.'],
    ...(webAclArn === undefined
      ? [['CFR2', 'The operator is warned of it at each deployment.'] as [string, string]]
      : []),
    ...(domain === undefined
      ? [
          ['CFR4', 'With a name of CloudFront’s own its certificate comes along, and the protocols with it.'] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  for (const [rule, reason] of answers)
    Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}
