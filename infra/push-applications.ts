import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PushPlatform } from '../shared/contracts/values.ts';

/** What SNS calls the platforms. */
const snsPlatforms: Record<PushPlatform, string> = {
  fcm: 'GCM',
  apns: 'APNS',
  'apns-sandbox': 'APNS_SANDBOX',
  adm: 'ADM',
};

export const pushApplicationName = (stackName: string, platform: PushPlatform): string => `${stackName}-${platform}`;

/** The ARNs of a platform's application and of all its endpoints. Their names are ours, so they are known beforehand. */
export function pushApplicationArns(scope: Construct, platform: PushPlatform): string[] {
  const { partition, region, account, stackName } = Stack.of(scope);
  const name = `${snsPlatforms[platform]}/${pushApplicationName(stackName, platform)}`;
  const prefix = `arn:${partition}:sns:${region}:${account}`;
  return [`${prefix}:app/${name}`, `${prefix}:endpoint/${name}/*`];
}
