import { cognitoOwnerDirectory } from '../../shared/adapters/cognito/owner-directory.ts';
import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = functionWorld('register-session', variables);

export const handler = makeHandler({
  ...deps,
  clients: variables.CLIENTS,
  timeZone: variables.REVIEW_TIME_ZONE,
  owners: cognitoOwnerDirectory({
    // A pool's id begins with its region, which need not be the function's.
    endpoint:
      variables.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ??
      `https://cognito-idp.${variables.USER_POOL_ID.split('_')[0]}.amazonaws.com/`,
    onFailure: (reason) => deps.log.warn('RSO_OWNER_EMAIL_UNKNOWN', { reason }),
  }),
  limiter: dynamoDbRateLimiter(deps.client, {
    table: variables.SESSIONS_TABLE_NAME,
    action: 'registration',
    allowance: variables.REGISTRATIONS_PER_MINUTE,
    now: deps.world.now,
  }),
});
