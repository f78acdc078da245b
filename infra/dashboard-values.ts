import type { DashboardClient } from './constructs/identity.ts';
import type { KnownValues } from './function-environment.ts';
import type { StageSettings } from './stage-settings.ts';

/**
 * What functions are told of the dashboard.
 *
 * @throws where mails would lead nowhere, or where two settings say where they lead
 */
export function dashboardValues(
  { email }: StageSettings,
  origin: string,
  dashboard: DashboardClient | undefined,
): KnownValues {
  if (dashboard === undefined) {
    if (email === undefined) return {};
    if (email.dashboardUrl !== undefined) return { DASHBOARD_URL: email.dashboardUrl };
    throw new Error('Mails lead to the dashboard, and this stage has none: say in email.dashboardUrl where they lead.');
  }
  if (email?.dashboardUrl !== undefined) {
    throw new Error('This stage has a dashboard, and mails lead there: leave out email.dashboardUrl.');
  }
  return {
    DASHBOARD_CLIENT_ID: dashboard.clientId,
    DASHBOARD_ORIGIN: origin,
    DASHBOARD_URL: `${origin}/`,
    OAUTH_DOMAIN: dashboard.oauthDomain,
  };
}
