import { stageSettings } from '../../infra/config.ts';
import { stackNameOf } from '../../infra/stack-name.ts';
import type { StreamedChange } from '../../shared/adapters/dynamodb/stream-record.ts';
import type { StreamReader } from './dead-letters.ts';
import { invokeDeployed } from './invoke-deployed.ts';
import type { Place } from './place.ts';
import type { StreamHandler } from './rerun-records.ts';

// The whole function with its wiring; it reads its variables when it is imported.
const functions: Record<StreamReader, () => Promise<{ handler: StreamHandler }>> = {
  'publish-events': () => import('../../functions/publish-events/index.ts'),
  'settle-sessions': () => import('../../functions/settle-sessions/index.ts'),
};

/** The changes that each of them is there for. */
export const concerns: Record<StreamReader, readonly StreamedChange['kind'][]> = {
  'publish-events': ['activity-recorded'],
  'settle-sessions': ['account-written', 'session-ended'],
};

/** The function of this name: the deployed one, or for the local run, which has no way to call it, in this process. */
export const loadHandler = async (name: StreamReader, place: Place): Promise<StreamHandler> => {
  const settings = stageSettings(place.stage);
  if (place.endpoints === undefined) return invokeDeployed(`${stackNameOf(settings)}-${name}`, place.region);
  Object.assign(process.env, environmentOf(name, place, place.endpoints));
  const { handler } = await functions[name]();
  return handler;
};

const environmentOf = (
  name: StreamReader,
  place: Place,
  endpoints: NonNullable<Place['endpoints']>,
): Record<string, string> => {
  const { activityRetentionDays, signedOutDeviceRetentionDays } = stageSettings(place.stage);
  const own: Record<StreamReader, () => Record<string, string>> = {
    'publish-events': () => ({
      EVENTS_TOPIC_ARN: place.required('EventsTopicArn'),
      EVENTS_ISSUER: place.required('ApiUrl'),
      USER_POOL_ISSUER: place.required('UserPoolIssuer'),
    }),
    'settle-sessions': () => ({
      SESSIONS_TABLE_NAME: place.required('SessionsTableName'),
      ACTIVITY_RETENTION_DAYS: String(activityRetentionDays),
      SIGNED_OUT_DEVICE_RETENTION_DAYS: String(signedOutDeviceRetentionDays),
    }),
  };
  return {
    AWS_REGION: place.region,
    // What went well is said here in other words.
    POWERTOOLS_LOG_LEVEL: 'WARN',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...own[name](),
  };
};
