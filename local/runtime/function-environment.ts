import type { FunctionSpec } from '../template/stack.ts';
import type { AwsSettings } from './aws-settings.ts';
import type { Endpoints } from './parts.ts';

export interface FunctionEnvironmentProps {
  spec: FunctionSpec;
  folder: string;
  aws: AwsSettings;
  endpoints: Endpoints;
}

/** Nobody listens here: a service that has no local part must not be reached in AWS by accident. */
const nowhere = 'http://127.0.0.1:9';

/** Exactly what the template gives the function, and what Lambda adds; with the services' addresses on this machine. */
export function functionEnvironment(props: FunctionEnvironmentProps): Record<string, string> {
  const { spec, folder, endpoints } = props;
  const { region, credentials } = props.aws;
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_REGION: region,
    LAMBDA_TASK_ROOT: folder,
    TZ: ':UTC',
    ...spec.environment,
    AWS_ENDPOINT_URL: nowhere,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    AWS_ENDPOINT_URL_SESV2: endpoints.mail,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  };
}
