import type { SettingVariable } from './rights.ts';
import type { StageSettings } from './stage-settings.ts';

/** Variables whose values the stack knows, and not the settings. */
export type KnownValues = Partial<Record<KnownVariable, string>>;

type KnownVariable = Extract<
  SettingVariable,
  | 'API_URL'
  | 'CLIENTS'
  | 'CONNECTIONS_URL'
  | 'DASHBOARD_CLIENT_ID'
  | 'DASHBOARD_ORIGIN'
  | 'DASHBOARD_URL'
  | 'EDGE_KEY_SHA256'
  | 'EVENTS_ISSUER'
  | 'OAUTH_DOMAIN'
  | 'PUSH_PLATFORMS'
  | 'USER_POOL_ID'
  | 'USER_POOL_ISSUER'
>;

export interface FunctionEnvironmentProps {
  settings: StageSettings;
  variables: readonly SettingVariable[];
  values: KnownValues;
}

/** The values of the variables that a function asks for. What a stage leaves unset stays out. */
export function functionEnvironment({
  settings,
  variables,
  values: known,
}: FunctionEnvironmentProps): Record<string, string> {
  const values: Record<SettingVariable, string | number | undefined> = {
    ACTIVITY_RETENTION_DAYS: settings.activityRetentionDays,
    ALERTS_PER_DAY: settings.email?.alertsPerDay,
    API_URL: known.API_URL,
    CHECK_IN_AFTER_SECONDS: settings.checkInAfterSeconds,
    CLIENTS: known.CLIENTS,
    CONNECTIONS_PER_MINUTE: settings.connectionsPerMinute,
    CONNECTIONS_URL: known.CONNECTIONS_URL,
    DASHBOARD_CLIENT_ID: known.DASHBOARD_CLIENT_ID,
    DASHBOARD_ORIGIN: known.DASHBOARD_ORIGIN,
    DASHBOARD_URL: known.DASHBOARD_URL,
    EDGE_KEY_SHA256: known.EDGE_KEY_SHA256,
    EVENTS_ISSUER: known.EVENTS_ISSUER,
    MAILS_PER_SECOND: mailsPerSecond(settings),
    MAIL_FROM: settings.email?.from,
    MAIL_REPLY_TO: settings.email?.replyTo,
    OAUTH_DOMAIN: known.OAUTH_DOMAIN,
    PUSH_PLATFORMS: known.PUSH_PLATFORMS,
    REGISTRATIONS_PER_MINUTE: settings.registrationsPerMinute,
    REVIEW_CLAIM_SECONDS: settings.reviews.claimSeconds,
    REVIEW_TIME_ZONE: settings.reviews.timeZone,
    SIGNED_OUT_DEVICE_RETENTION_DAYS: settings.signedOutDeviceRetentionDays,
    SIGN_OUTS_PER_MINUTE: settings.signOutsPerMinute,
    STEP_UP_MAX_AGE_SECONDS: settings.stepUpMaxAgeSeconds,
    USER_POOL_ID: known.USER_POOL_ID,
    USER_POOL_ISSUER: known.USER_POOL_ISSUER,
  };
  const environment: Record<string, string> = { POWERTOOLS_LOG_LEVEL: settings.logLevel };
  for (const variable of variables) {
    const value = values[variable];
    if (value !== undefined) environment[variable] = String(value);
  }
  return environment;
}

/** Of one instance: each paces itself, and knows nothing of the others. A fraction is cut off after six digits. */
const mailsPerSecond = ({ reviews, workers }: StageSettings): number =>
  Math.floor((reviews.mailsPerSecond / workers['send-review'].concurrency) * 1e6) / 1e6;
