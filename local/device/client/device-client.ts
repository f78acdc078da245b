import type { Outputs } from './read-outputs.ts';
import type { CredentialsFile } from './credentials-file.ts';
import type { Api } from './make-api.ts';
import type { Cognito } from './make-cognito.ts';
import type { OnTrouble } from './patiently.ts';

/** What a step of a client may have to tell the person at the terminal. */
export type Note =
  | { kind: 'authenticating'; email: string }
  | { kind: 'wrong-password'; detail: string }
  | { kind: 'tie' }
  | { kind: 'refreshed' }
  | { kind: 'refresh-refused'; detail: string };

/** One device's line to Cognito and to the API, with the file that it keeps its credentials in. */
export interface DeviceClient {
  outputs: Outputs;
  api: Api;
  cognito: Cognito;
  file: CredentialsFile;
  onTrouble: OnTrouble;
  /** `asked` says whether a person typed it, and may be asked again. */
  passwordFor: (email: string) => Promise<{ password: string; asked: boolean }>;
  askCode: () => Promise<string>;
  note: (note: Note) => void;
  sleep: (ms: number) => Promise<void>;
}
