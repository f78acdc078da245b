import { expect } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Every alarm of the template names its runbook, which is there, and tells the topic that it is given. */
export function expectRunbooks(template: Template, topicArn: string, names: string[]): void {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    (alarm) => alarm['Properties'] as { AlarmName: string; AlarmDescription: string; AlarmActions: unknown },
  );
  expect(alarms.map(({ AlarmName }) => AlarmName.replace('test-', '')).toSorted()).toEqual(names.toSorted());
  for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
    const runbook = `docs/runbooks/${AlarmName.replace('test-', '')}.md`;
    expect(AlarmDescription).toContain(runbook);
    expect([runbook, existsSync(join(root, runbook))]).toEqual([runbook, true]);
    expect(AlarmActions).toEqual([topicArn]);
  }
}
