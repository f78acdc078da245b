import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { asNagWrites } from './as-nag-writes.ts';
import type { StackPart } from './stack-parts.ts';

/** Grants the actions on a part of the stack, and names it in the function's environment where it has a name. */
export function bindPart(
  fn: LambdaFunction,
  { arns, conditions, unconditionalArns, variable, wideBecause }: StackPart,
  actions: readonly string[],
): void {
  if (variable !== undefined) fn.addEnvironment(variable.name, variable.value);
  fn.addToRolePolicy(
    new PolicyStatement({ actions: [...actions], resources: arns, ...(conditions !== undefined && { conditions }) }),
  );
  if (unconditionalArns !== undefined) {
    fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: unconditionalArns }));
  }
  if (wideBecause === undefined) return;
  for (const arn of arns.filter((each) => each.includes('*'))) {
    Validations.of(fn.role ?? fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${asNagWrites(Stack.of(fn).resolve(arn))}]`,
      reason: wideBecause,
    });
  }
}
