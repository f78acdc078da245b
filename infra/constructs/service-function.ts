import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface ServiceFunctionProps {
  /** As its folder is called. */
  name: string;
  codeFolder: string;
  environment: Record<string, string>;
  memoryMb: number;
  timeoutSeconds: number;
  logLevel: 'DEBUG' | 'INFO' | 'WARN';
  logRetention: RetentionDays;
  logRemovalPolicy: RemovalPolicy;
  reservedConcurrency?: number;
}

/** A function with a log group and a role of its own. The role may write that log and nothing else, until granted more. */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: props.logRetention,
      removalPolicy: props.logRemovalPolicy,
    });
    // The role that CDK would make may write every log of the AWS account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    super(scope, id, {
      functionName: `${Stack.of(scope).stackName}-${props.name}`,
      code: Code.fromAsset(props.codeFolder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: props.environment,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[props.logLevel],
      // One line a request is the function's own; Lambda's start, end and report would make it four.
      systemLogLevelV2: SystemLogLevel.WARN,
      // The tracer would be half of a function's code and a third of its cold start.
      tracing: Tracing.DISABLED,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
  }
}
