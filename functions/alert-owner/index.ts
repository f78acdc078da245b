import { dynamoDbAlertLedger } from '../../shared/adapters/dynamodb/alert-ledger.ts';
import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { sesMailer } from '../../shared/adapters/ses/mailer.ts';
import { mailerProps } from '../../shared/adapters/system/mailer-variables.ts';
import { consumerWorld } from '../../shared/adapters/system/consumer-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = consumerWorld('alert-owner', variables);
const records = { table: variables.SESSIONS_TABLE_NAME, now: deps.world.now };
const daily = { ...records, allowance: variables.ALERTS_PER_DAY };

export const handler = makeHandler({
  ...deps,
  ledger: dynamoDbAlertLedger(deps.client, records),
  limiter: dynamoDbRateLimiter(deps.client, { ...daily, action: 'alert' }),
  orderLimiter: dynamoDbRateLimiter(deps.client, { ...daily, action: 'order-alert' }),
  mailer: sesMailer(mailerProps(variables)),
  dashboardUrl: variables.DASHBOARD_URL,
});
