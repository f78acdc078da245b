import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { dynamoDbReviewCalendar } from '../../shared/adapters/dynamodb/review-calendar.ts';
import { sqsPostponeMessage } from '../../shared/adapters/sqs/postpone-message.ts';
import { sqsSendMessages } from '../../shared/adapters/sqs/send-messages.ts';
import { createLog } from '../../shared/observability/logger.ts';
import { createCount } from '../../shared/observability/metrics.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const { AWS_LAMBDA_FUNCTION_NAME, SESSIONS_TABLE_NAME, QUEUE_URL, SEND_QUEUE_URL, REVIEW_TIME_ZONE } = readVariables();

export const handler = makeHandler({
  log: createLog('plan-reviews'),
  count: createCount(AWS_LAMBDA_FUNCTION_NAME),
  calendar: dynamoDbReviewCalendar(documentClient(), SESSIONS_TABLE_NAME),
  postpone: sqsPostponeMessage(QUEUE_URL),
  planMore: sqsSendMessages(QUEUE_URL),
  ask: sqsSendMessages(SEND_QUEUE_URL),
  timeZone: REVIEW_TIME_ZONE,
  now: () => new Date(),
});
