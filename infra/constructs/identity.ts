import type { ClientSettings } from '../stage-settings.ts';

/** Who signs the tokens that the API accepts, and for which clients. */
export interface Identity {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  readonly clients: readonly IdentityClient[];
}

export interface IdentityClient extends ClientSettings {
  clientId: string;
  /** Names the client in the outputs: `App` gives `AppClientId`. */
  name: string;
}
