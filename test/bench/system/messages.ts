/** What goes between the bench and the process in which the local run is. */
export type Ask =
  | { kind: 'usage' }
  /** What the main thread holds when the garbage is out, in bytes: gateway, connections and emulators. */
  | { kind: 'held' }
  | { kind: 'put-users'; users: readonly NewUser[] }
  /** End the threads of a function in the middle of whatever they do. */
  | { kind: 'kill-function'; functionName: string }
  /** Let a function run other code; its own again without `folder`. */
  | { kind: 'use-code'; functionName: string; folder?: string };

export interface NewUser {
  username: string;
  password: string;
}

export interface Usage {
  /** Of the process with all its threads: gateway, functions and emulators; in milliseconds since its start. */
  cpuMs: number;
  /** Resident memory in bytes. */
  rss: number;
}

export interface Started {
  outputs: Readonly<Record<string, string>>;
  endpoints: { api: string; cognito: string; dynamodb: string };
  stateFolder: string;
}

export type ToSystem = { id: number; ask: Ask } | { end: true };

export type FromSystem =
  | { kind: 'started'; started: Started }
  | { kind: 'not-started'; message: string }
  | { kind: 'trouble'; message: string }
  | { kind: 'answer'; id: number; value?: unknown; error?: string };
