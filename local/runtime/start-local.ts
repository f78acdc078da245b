import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageSettings } from '../../infra/config.ts';
import { type Build, loadBuild } from '../build/load-build.ts';
import type { LocalCognito } from '../cognito/start-cognito.ts';
import { startConnections } from '../connections/start-connections.ts';
import { provideDemo } from '../demo/provide-demo.ts';
import { itemKey } from '../dynamodb/item-key.ts';
import { startSweeper } from '../dynamodb/sweep-expired.ts';
import { makeJwks } from '../gateway/make-jwks.ts';
import { startGateway } from '../gateway/start-gateway.ts';
import { openLog } from '../logs/open-log.ts';
import { openState } from '../state/open-state.ts';
import { nameResources } from '../template/name-resources.ts';
import { readStack } from '../template/read-stack.ts';
import { readAwsSettings } from './aws-settings.ts';
import { makeClosers } from './closers.ts';
import { type Faults, makeFaults } from './faults.ts';
import { assertPortsFree, byPart, type Endpoints, freePorts, partNames, type Ports } from './parts.ts';
import { replacedEndpoints } from './replaced-endpoints.ts';
import { type FunctionLine, startFunctions } from './start-functions.ts';
import { startQueueMappings } from './start-queue-mappings.ts';
import { startSchedules } from './start-schedules.ts';
import { startServices } from './start-services.ts';
import { startStreamMappings } from './start-stream-mappings.ts';

export interface LocalOptions {
  /** Everything that survives a restart; made when it is missing. */
  stateFolder: string;
  /** Free ones when left out. */
  ports?: Ports;
  stage?: string;
  /** What to run instead of this repository's own infra/ and functions/. */
  build?: Build;
  /** Empty the state folder first. */
  fresh?: boolean;
  /** Make the demo account, with a month of history. */
  demo?: boolean;
  /** Wait until the code of every function is loaded; otherwise each loads with its first invocation. */
  warm?: boolean;
  /** What CloudFront would add to each request; names in lower case. Without it, places are not believed. */
  edgeHeaders?: Readonly<Record<string, string>>;
  /** Gets every line that the functions log. */
  onLog?: (line: FunctionLine) => void;
  /** Told when something that runs beside the requests goes wrong. */
  onTrouble?: (message: string) => void;
  /** Wraps each step of the start, to show progress. */
  step?: Step;
  /** Of endpoints, region, account and credentials. */
  environment?: NodeJS.ProcessEnv;
}

export type Step = <T>(title: string, run: () => Promise<T>) => Promise<T>;

/** The running product. */
export interface Local {
  /** As the deployed stack's, and the endpoints; also in `outputs.json` in the state folder. */
  outputs: Readonly<Record<string, string>>;
  endpoints: Endpoints;
  /** Undefined when the environment names another one. */
  cognito: LocalCognito | undefined;
  /** Run other code from now on; requests under way end in the old one. */
  useBuild(build: Build): Promise<void>;
  /** End a function's thread in the middle of whatever it does. By the name of its folder. */
  killFunction(name: string): Promise<void>;
  /** `kill -9` the DynamoDB engine and start it again on its file. */
  restartEngine(): Promise<void>;
  /** End SQS and SNS' topics in the middle of whatever they do, and start them again on their files. */
  restartQueues(): Promise<void>;
  /** The same with mail. */
  restartMail(): Promise<void>;
  /** Lets Cognito, SNS, SES, SQS or Secrets Manager refuse every call, while they are those of this run. */
  faults: Faults;
  /** Delete what has expired, now, and not at the next minute. */
  sweepExpired(): Promise<void>;
  /** Finish what is under way, then end everything. */
  close(): Promise<void>;
}

const justRun: Step = (_title, run) => run();

/** Start the product on this machine, as its template says. */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const { stateFolder, environment = process.env, stage = 'local', step = justRun, onTrouble = () => {} } = options;
  const aws = readAwsSettings(environment);
  const { region } = aws;
  const account = environment['AWS_ACCOUNT_ID'] ?? '000000000000';
  const replaced = replacedEndpoints(environment);
  const ports = options.ports ?? (await freePorts());
  const endpoints: Endpoints = { ...byPart((part) => `http://127.0.0.1:${ports[part]}`), ...replaced };

  const closers = makeClosers();
  const faults = makeFaults();
  try {
    // The lock first: whoever has it may listen on the ports.
    const state = openState(stateFolder);
    closers.add(() => state.close());
    await assertPortsFree(
      ports,
      partNames.filter((part) => part === 'api' || part === 'connections' || replaced[part] === undefined),
    );
    if (options.fresh) state.startAfresh();

    const build = await step('Build the functions and the template', () => loadOrUse(options));
    const naming = { ...build, region, account, endpoints };
    const names = nameResources(naming);
    const services = await startServices({
      stack: readStack({ ...naming, names }),
      stateFolder,
      aws,
      account,
      ports,
      endpoints,
      replaced,
      step,
      closers,
      faults,
      onTrouble,
    });
    const { dynamodb, cognito } = services;
    const stack = readStack({ ...naming, names: new Map([...names, ...services.namesThere]) });

    const functionLog = openLog(join(stateFolder, 'functions.log'));
    const accessLog = openLog(join(stateFolder, 'access.log'));
    closers.add(() => functionLog.close());
    closers.add(() => accessLog.close());
    const functions = startFunctions({
      specs: stack.functions,
      codeFolders: build.codeFolders,
      stackName: build.stackName,
      aws,
      endpoints,
      log: functionLog,
      onLog: options.onLog ?? (() => {}),
    });
    closers.add(() => functions.close());
    if (options.warm ?? true) await step('Functions', () => functions.warm());

    // Before the queues are read: what they hold may have to be told over a connection.
    const { connectionsApi } = stack;
    if (connectionsApi !== undefined) {
      const connectionsLog = openLog(join(stateFolder, 'connections.log'));
      closers.add(() => connectionsLog.close());
      const connections = await step('WebSocket API', () =>
        startConnections({
          port: ports.connections,
          api: connectionsApi,
          aws,
          functions: functions.byName,
          accessLog: connectionsLog,
        }),
      );
      closers.add(() => connections.close());
    }

    const onError = (what: string) => (error: unknown) =>
      onTrouble(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    const sweeper = startSweeper({
      client: dynamodb,
      // Other engines, and AWS, delete what has expired themselves.
      tables: replaced.dynamodb === undefined ? stack.tables : [],
      claim: (table, keys) => state.claimExpired(table, keys),
      onError: onError('Deleting what has expired'),
    });
    closers.add(() => sweeper.close());
    const { sqs, queueUrls } = services;
    const queueMappings = startQueueMappings({
      mappings: stack.queueMappings,
      region,
      sqs,
      queueUrls,
      functions: functions.byName,
      onError: (mapping, error) => onError(mapping)(error),
    });
    closers.add(() => queueMappings.close());
    const streamMappings = startStreamMappings({
      stack,
      state,
      aws,
      sqs,
      queueUrls,
      endpoint: endpoints.dynamodb,
      functions: functions.byName,
      wasExpired: (table, keys) => state.wasClaimedExpired(table, itemKey(keys)),
      trim: (table, upTo) => services.engineDatabase()?.trimStream(table, upTo),
      onError: (mapping, error) => onError(mapping)(error),
    });
    closers.add(() => streamMappings.close());

    const schedules = startSchedules({
      schedules: stack.schedules,
      sqs,
      queueUrls,
      onError: (schedule, message) => onTrouble(`${schedule}: ${message}`),
    });
    closers.add(() => schedules.close());

    await step('HTTP API', async () => {
      const jwksOf = (issuer: string) => {
        const pool = stack.userPools.find(({ id }) => issuer.endsWith(`/${id}`));
        return makeJwks(`${pool ? `${endpoints.cognito}/${pool.id}` : issuer}/.well-known/jwks.json`);
      };
      const gateway = await startGateway({
        port: ports.api,
        api: stack.api,
        aws,
        account,
        functions: functions.byName,
        jwksOf,
        accessLog,
        ...(options.edgeHeaders && { edgeHeaders: options.edgeHeaders }),
      });
      closers.add(() => gateway.close());
    });

    const demo =
      options.demo && cognito !== undefined
        ? await step('Demo account', () =>
            provideDemo({
              cognito,
              outputs: stack.outputs,
              dynamodb: { ...aws, endpoint: endpoints.dynamodb },
              timeZone: stageSettings(stage).reviews.timeZone,
            }),
          )
        : {};
    const outputs = {
      ...stack.outputs,
      ...demo,
      Region: region,
      CognitoEndpoint: endpoints.cognito,
      DynamoDbEndpoint: endpoints.dynamodb,
      SqsEndpoint: endpoints.sqs,
      SnsEndpoint: endpoints.sns,
      ...(replaced.sns === undefined && { PushEndpoint: endpoints.sns }),
      MailEndpoint: endpoints.mail,
      ConnectionsEndpoint: endpoints.connections,
      SecretsEndpoint: endpoints.secrets,
    };
    writeFileSync(join(stateFolder, 'outputs.json'), `${JSON.stringify(outputs, null, 2)}\n`);

    return {
      outputs,
      endpoints,
      cognito,
      useBuild: ({ codeFolders }) => functions.useCode(codeFolders),
      killFunction: (name) => functions.kill(name),
      restartEngine: () => services.restartEngine(),
      restartQueues: () => services.restartQueues(),
      restartMail: () => services.restartMail(),
      faults,
      sweepExpired: () => sweeper.sweep(),
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close().catch(() => {});
    throw error;
  }
}

const loadOrUse = ({ build, stage = 'local' }: LocalOptions): Promise<Build> =>
  build === undefined ? loadBuild(stage) : Promise.resolve(build);
