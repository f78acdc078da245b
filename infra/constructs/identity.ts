import type { ClientSettings } from '../stage-settings.ts';

/** Who signs the tokens that the API accepts, and for which clients. */
export interface Identity {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  /** Of the apps. */
  readonly clients: readonly IdentityClient[];
  /** Lets people sign in at the dashboard, at this origin. Undefined where the stage has none. */
  addDashboard(origin: string): DashboardClient | undefined;
}

export interface IdentityClient extends ClientSettings {
  clientId: string;
  /** Names the client in the outputs: `App` gives `AppClientId`. */
  name: string;
}

export interface DashboardClient extends IdentityClient {
  /** Of the pool's sign-in pages, with `https://`. */
  oauthDomain: string;
}
