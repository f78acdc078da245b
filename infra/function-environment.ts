import type { StageSettings } from './config.ts';
import type { SettingVariable } from './function-rights.ts';

export interface FunctionEnvironmentProps {
  settings: StageSettings;
  variables: readonly SettingVariable[];
  /** The clients and the services they stand for, as JSON. */
  clients: string;
  userPoolId: string;
}

/** The values of the variables that a function asks for. What a stage leaves unset stays out. */
export function functionEnvironment({
  settings,
  variables,
  clients,
  userPoolId,
}: FunctionEnvironmentProps): Record<string, string> {
  const values: Record<SettingVariable, string | number | undefined> = {
    ACTIVITY_RETENTION_DAYS: settings.activityRetentionDays,
    CHECK_IN_AFTER_SECONDS: settings.checkInAfterSeconds,
    CLIENTS: clients,
    EDGE_KEY_SHA256: settings.edgeKeySha256,
    REGISTRATIONS_PER_MINUTE: settings.registrationsPerMinute,
    SIGNED_OUT_DEVICE_RETENTION_DAYS: settings.signedOutDeviceRetentionDays,
    SIGN_OUTS_PER_MINUTE: settings.signOutsPerMinute,
    STEP_UP_MAX_AGE_SECONDS: settings.stepUpMaxAgeSeconds,
    USER_POOL_ID: userPoolId,
  };
  const environment: Record<string, string> = { POWERTOOLS_LOG_LEVEL: settings.logLevel };
  for (const variable of variables) {
    const value = values[variable];
    if (value !== undefined) environment[variable] = String(value);
  }
  return environment;
}
