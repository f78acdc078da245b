import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { TableAction } from './rights.ts';

/**
 * Names the table in the function's environment and grants the actions on it: one call, so that the two cannot drift.
 * The grant is for the table alone, not for its indexes.
 */
export function bindTable(fn: LambdaFunction, table: Table, variable: string, actions: readonly TableAction[]): void {
  fn.addEnvironment(variable, table.tableName);
  fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [table.tableArn] }));
}
