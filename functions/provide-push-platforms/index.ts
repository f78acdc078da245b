import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { answerCloudFormation } from '../../shared/adapters/cloudformation/answer-cloudformation.ts';
import { secretReader } from '../../shared/adapters/secretsmanager/read-secret.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';
import { snsPlatformApplications } from './platform-applications.ts';

readVariables();

export const handler = makeHandler({
  applications: snsPlatformApplications(new SNSClient({})),
  readSecret: secretReader(new SecretsManagerClient({})),
  answer: answerCloudFormation,
});
