import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { answerCloudFormation } from '../../shared/adapters/cloudformation/answer-cloudformation.ts';
import { secretReader } from '../../shared/adapters/secretsmanager/read-secret.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

readVariables();

export const handler = makeHandler({
  readSecret: secretReader(new SecretsManagerClient({})),
  answer: answerCloudFormation,
});
