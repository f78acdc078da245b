import { CfnOutput, type Environment, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WebAcl, type WebAclProps } from './constructs/web-acl.ts';

export interface WebAclStackProps extends WebAclProps {
  env?: Environment;
}

/** The firewall by itself, for a product that is not in us-east-1. Its ARN goes into `edge.webAclArn`. */
export class WebAclStack extends Stack {
  constructor(scope: Construct, id: string, { env, ...props }: WebAclStackProps) {
    super(scope, id, { description: 'Remote Sign-Out: the firewall before CloudFront', ...(env && { env }) });
    new CfnOutput(this, 'WebAclArn', {
      value: new WebAcl(this, 'Firewall', props).arn,
      description: 'Goes into edge.webAclArn of the stage',
    });
  }
}
