import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type PushPlatform, pushPlatforms } from '../../shared/contracts/values.ts';
import { pushApplicationName } from '../push-applications.ts';
import type { StageSettings } from '../stage-settings.ts';

export interface PushPlatformsProps {
  /** Makes the applications, as a custom resource: CloudFormation has no type for them. */
  fn: IFunction;
  push: NonNullable<StageSettings['push']>;
}

/** The push services that devices can be told through, each as a platform application of SNS. */
export class PushPlatforms extends Construct {
  /** JSON: the ARN of each one's application, by platform. */
  readonly applications: string;

  constructor(scope: Construct, id: string, { fn, push }: PushPlatformsProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    const resource = new CustomResource(this, 'Applications', {
      resourceType: 'Custom::PushPlatforms',
      serviceToken: fn.functionArn,
      // Instead of an hour, should the function not even start.
      serviceTimeout: Duration.minutes(5),
      properties: {
        Platforms: configured(push).map(([platform, { secretArn, secretVersionId }]) => ({
          Platform: platform,
          Name: pushApplicationName(stackName, platform),
          // The credentials stay where they are: the function reads them.
          SecretArn: secretArn,
          ...(secretVersionId !== undefined && { SecretVersionId: secretVersionId }),
        })),
      },
    });
    this.applications = resource.getAttString('Platforms');
  }
}

const configured = (push: PushPlatformsProps['push']) =>
  pushPlatforms.flatMap((platform): [PushPlatform, NonNullable<(typeof push)[PushPlatform]>][] => {
    const settings = push[platform];
    return settings === undefined ? [] : [[platform, settings]];
  });
