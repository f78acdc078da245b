import { afterAll } from '@jest/globals';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, type LocalOptions, startLocal } from '../../local/runtime/start-local.ts';
import type { FunctionLine } from '../../local/runtime/start-functions.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import { endConnections } from './send.ts';
import type { Answered } from './test-api.ts';

export interface LocalRun {
  local: Local;
  /** Of the API, without a slash at the end. */
  endpoint: string;
  stateFolder: string;
  /** What the functions logged so far. */
  lines: FunctionLine[];
  /** What no log may hold: every token, secret, address and password that was used. */
  secrets: Set<string>;
  /** What the API answered to owners' devices so far. */
  answers: { route: RouteName; answered: Answered }[];
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  clients: { app: string; console: string };
  /** The tables, past the API: for tests of what is kept. */
  engine: { client: ReturnType<typeof documentClient>; tables: { sessions: string; vault: string } };
  /** End it, and make sure that it has logged no secret. */
  close(): Promise<void>;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The whole product on free ports, with a state of its own; its functions load as they are first needed. */
export const startLocalRun = async (options: Partial<LocalOptions> = {}): Promise<LocalRun> => {
  const stateFolder = options.stateFolder ?? mkdtempSync(join(tmpdir(), 'remote-sign-out-run-'));
  const lines: FunctionLine[] = [];
  const local = await startLocal({
    stateFolder,
    // Nothing of the developer's own shell.
    environment: {},
    warm: false,
    onLog: (line) => lines.push(line),
    edgeHeaders: { 'x-origin-key': 'local-edge' },
    ...options,
  });
  const run = { ...reachLocalRun(local.outputs), local, stateFolder, lines };
  return {
    ...run,
    async close() {
      run.cognito.destroy();
      run.engine.client.destroy();
      endConnections();
      await local.close();
      const leaked = secretsIn(logsIn(stateFolder), run.secrets);
      rmSync(stateFolder, { recursive: true, force: true });
      if (leaked.length > 0) throw new Error(`The logs hold ${leaked.length} secrets, such as ${leaked[0]}`);
    },
  };
};

/** The local run for the tests of one file; it goes when they are done. */
export const useLocalRun = async (options?: Partial<LocalOptions>): Promise<LocalRun> => {
  const run = await startLocalRun(options);
  afterAll(() => run.close());
  return run;
};

/** Clients for a run, in this process or another, by its outputs. */
export const reachLocalRun = (outputs: Readonly<Record<string, string>>) => {
  const output = (name: string): string => outputs[name] ?? '';
  const aws = { region: output('Region'), credentials };
  return {
    endpoint: output('ApiUrl'),
    secrets: new Set<string>(),
    answers: [] as LocalRun['answers'],
    cognito: new CognitoIdentityProviderClient({ ...aws, endpoint: output('CognitoEndpoint') }),
    userPoolId: output('UserPoolId'),
    clients: { app: output('AppClientId'), console: output('ConsoleClientId') },
    engine: {
      client: documentClient({ ...aws, endpoint: output('DynamoDbEndpoint') }),
      tables: { sessions: output('SessionsTableName'), vault: output('VaultTableName') },
    },
  };
};

/** Everything that a run has written into its logs; each is made with its first line. */
export const logsIn = (stateFolder: string): string =>
  ['functions.log', 'access.log']
    .map((name) => join(stateFolder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('');

/** Those of the secrets that a text holds. */
export const secretsIn = (text: string, secrets: Iterable<string>): string[] =>
  [...secrets].filter((secret) => text.includes(secret));
