import { stageSettings } from '../../infra/config.ts';
import { OutputsError, readNamedOutputs } from '../device/client/read-named-outputs.ts';
import { UsageError } from '../device/terminal/usage-error.ts';

/** The installation whose dead letters are meant. */
export interface Place {
  /** As infra/config.ts calls it. */
  stage: string;
  region: string;
  /** Of a local run; a deployed stage has AWS's own. */
  endpoints: { dynamodb: string; sns: string; sqs: string } | undefined;
  /** What the stack says under this name, where it says it. */
  optional(name: string): string | undefined;
  /** @throws OutputsError where the stack does not say it */
  required(name: string): string;
}

/**
 * The running local product, or a deployed stage by the file that `cdk deploy --outputs-file` has written: there is
 * nothing here that could ask CloudFormation.
 *
 * @throws OutputsError, UsageError
 */
export const openPlace = (file: string, stage?: string): Place => {
  assertStage(stage ?? 'local');
  const outputs = readNamedOutputs(file, stage);
  const optional = (name: string): string | undefined => outputs[name];
  const required = (name: string): string => {
    const value = optional(name);
    if (value === undefined)
      throw new OutputsError(`${file} does not say ${name}: it is of an older version. ${anew(stage)}`);
    return value;
  };
  return {
    stage: stage ?? 'local',
    region: optional('Region') ?? required('UserPoolId').split('_')[0] ?? '',
    endpoints:
      stage === undefined
        ? { dynamodb: required('DynamoDbEndpoint'), sns: required('SnsEndpoint'), sqs: required('SqsEndpoint') }
        : undefined,
    optional,
    required,
  };
};

const anew = (stage: string | undefined): string =>
  stage === undefined ? 'Start the product again: npm start' : `Deploy again: npx cdk deploy -c stage=${stage}`;

const assertStage = (stage: string): void => {
  try {
    stageSettings(stage);
  } catch (error) {
    // It names the stages that there are, and then a command that is not this one.
    throw new UsageError((error as Error).message.split(', as in')[0] ?? '');
  }
};
