import { Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface WebAclProps {
  /** How many requests an address may make in five minutes. */
  requestsPerAddress: number;
}

/**
 * Rules of AWS's that would refuse what people do here: a device may be called anything, `<script>` and `../` included,
 * which is stored and shown as the text that it is; and a television may send no user agent. They are counted instead.
 */
const onlyCounted = [
  'CrossSiteScripting_BODY',
  'EC2MetaDataSSRF_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'NoUserAgent_HEADER',
];

/** The firewall before CloudFront. AWS has it in us-east-1 alone, wherever the rest is. */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { requestsPerAddress }: WebAclProps) {
    super(scope, id);
    const metric = (name: string) => ({
      metricName: name,
      cloudWatchMetricsEnabled: true,
      // A sample of requests would hold their cookies and tokens, for all who may open the console.
      sampledRequestsEnabled: false,
    });
    const managed = (name: string, priority: number, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
      name,
      priority,
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: 'AWS',
          name: `AWSManagedRules${name}`,
          ...(counted.length > 0 && {
            ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          }),
        },
      },
      visibilityConfig: metric(name),
    });
    const { stackName } = Stack.of(this);
    const acl = new CfnWebACL(this, 'Acl', {
      name: stackName,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: metric(stackName),
      rules: [
        {
          name: 'RequestsPerAddress',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress, evaluationWindowSec: 300 },
          },
          visibilityConfig: metric('RequestsPerAddress'),
        },
        managed('AmazonIpReputationList', 1),
        managed('KnownBadInputsRuleSet', 2),
        managed('CommonRuleSet', 3, onlyCounted),
      ],
    });
    this.arn = acl.attrArn;
  }
}
