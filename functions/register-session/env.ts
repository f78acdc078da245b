import * as z from 'zod/mini';
import {
  jsonVariable,
  readEnvironment,
  requestVariables,
  variable,
} from '../../shared/adapters/system/read-environment.ts';

const seconds = z.int().check(z.positive());

/** The allowed app clients by id, each with the service it stands for. */
const clients = z.record(
  z.string(),
  z.strictObject({
    service: z.string().check(z.minLength(1)),
    sessionSeconds: seconds,
    sharedSessionSeconds: seconds,
    deviceLimit: z.optional(seconds),
  }),
);

export const readVariables = () =>
  readEnvironment({
    ...requestVariables,
    VAULT_TABLE_NAME: variable.text,
    REGISTRATIONS_PER_MINUTE: variable.positive,
    CLIENTS: jsonVariable(clients),
    REVIEW_TIME_ZONE: variable.text,
    USER_POOL_ID: variable.text,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: z.optional(z.url()),
  });
