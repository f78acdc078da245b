import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** A function that stands for any. */
export const someFunction = (scope: Construct, id = 'Fn'): LambdaFunction =>
  new LambdaFunction(scope, id, { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_24_X });
