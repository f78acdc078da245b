import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type LocalCognito, startCognito } from '../cognito/start-cognito.ts';
import type { EngineDatabase } from '../dynamodb/engine-database.ts';
import { ensureTables } from '../dynamodb/ensure-tables.ts';
import { type Engine, startEngine } from '../dynamodb/start-engine.ts';
import { mailEvents } from '../mail/mail-events.ts';
import { startMailEventPublisher } from '../mail/publish-mail-events.ts';
import { type Mail, startMail } from '../mail/start-mail.ts';
import { startSecrets } from '../secrets/start-secrets.ts';
import type { ResourceName } from '../template/make-resolver.ts';
import { userPoolAttributes } from '../template/name-resources.ts';
import type { Stack } from '../template/stack.ts';
import type { AwsSettings } from './aws-settings.ts';
import type { Closers } from './closers.ts';
import type { Endpoints, Ports } from './parts.ts';
import type { Faults } from './faults.ts';
import { provideCognito } from './provide-cognito.ts';
import type { ReplacedEndpoints } from './replaced-endpoints.ts';
import type { Step } from './start-local.ts';
import { provideMail } from './provide-mail.ts';
import { provideSecrets } from './provide-secrets.ts';
import { type Messaging, startMessaging } from './start-messaging.ts';

export interface ServicesProps {
  stack: Stack;
  stateFolder: string;
  aws: AwsSettings;
  account: string;
  ports: Ports;
  endpoints: Endpoints;
  replaced: ReplacedEndpoints;
  step: Step;
  closers: Closers;
  faults: Faults;
  onTrouble: (message: string) => void;
}

/** The services that the functions talk to, with the tables, pools and queues of the stack in them. */
export interface Services extends Messaging {
  dynamodb: DynamoDBClient;
  /** The engine's own file; undefined when the environment names another engine. */
  engineDatabase(): EngineDatabase | undefined;
  restartEngine(): Promise<void>;
  cognito: LocalCognito | undefined;
  /** What another Cognito or Secrets Manager calls what it has for us, by logical id; empty with our own. */
  namesThere: ReadonlyMap<string, ResourceName>;
  restartMail(): Promise<void>;
}

/** Start each service, unless the environment names another one, and provide what the stack declares in it. */
export async function startServices(props: ServicesProps): Promise<Services> {
  const { stack, stateFolder, aws, account, ports, endpoints, replaced, step, closers, faults } = props;

  let engine: Engine | undefined;
  const startOwnEngine = async (): Promise<void> => {
    engine = await startEngine({ stateFolder, port: ports.dynamodb, onExit: props.onTrouble });
  };
  const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb });
  closers.add(() => dynamodb.destroy());
  await step('DynamoDB', async () => {
    if (replaced.dynamodb === undefined) {
      closers.add(() => engine?.close());
      await startOwnEngine();
    }
    await ensureTables(dynamodb, stack.tables);
  });

  let cognito: LocalCognito | undefined;
  const namesThere = new Map<string, ResourceName>();
  await step('Cognito', async () => {
    if (replaced.cognito !== undefined) {
      for (const [logicalId, ref] of await provideCognito(replaced.cognito, aws, stack)) {
        const attributes = { ClientId: ref, ...userPoolAttributes(ref, aws.region, account) };
        namesThere.set(logicalId, { ref, attributes });
      }
      return;
    }
    cognito = await startCognito({
      stateFolder,
      port: ports.cognito,
      region: aws.region,
      fault: () => faults.get('cognito'),
    });
    closers.add(() => cognito?.close());
    for (const pool of stack.userPools) await cognito.putUserPool(pool);
    for (const client of stack.userPoolClients) await cognito.putUserPoolClient(client);
  });

  await step('Secrets', async () => {
    if (replaced.secrets !== undefined) {
      for (const [logicalId, ref] of await provideSecrets(replaced.secrets, aws, stack.secrets)) {
        namesThere.set(logicalId, { ref, attributes: { Id: ref } });
      }
      return;
    }
    const { secrets } = stack;
    const server = await startSecrets({
      stateFolder,
      port: ports.secrets,
      secrets,
      fault: () => faults.get('secrets'),
    });
    closers.add(() => server.close());
  });

  const messaging = await startMessaging(props);

  let mail: Mail | undefined;
  // Not part of the server: what is to be told of accepted mails outlives its kill.
  const publisher = startMailEventPublisher({ aws, endpoint: endpoints.sns, onTrouble: props.onTrouble });
  closers.add(() => publisher.close());
  const startOwnMail = async (): Promise<void> => {
    mail = await startMail({
      stateFolder,
      port: ports.mail,
      configurationSets: stack.configurationSets,
      onAccepted: (accepted, set) => publisher.publish(mailEvents(accepted, set, { region: aws.region, account })),
      fault: () => faults.get('ses'),
    });
  };
  await step('Mail', async () => {
    if (replaced.mail !== undefined) {
      await provideMail(replaced.mail, aws, stack.configurationSets).catch((error: unknown) =>
        props.onTrouble(`Mail: ${replaced.mail} does not tell what becomes of mails (${String(error)})`),
      );
      return;
    }
    closers.add(() => mail?.close());
    await startOwnMail();
  });

  return {
    dynamodb,
    engineDatabase: () => engine?.database,
    async restartEngine() {
      const killed = engine;
      if (killed === undefined) return;
      // Until there is another one, nobody may use what is going.
      engine = undefined;
      await killed.kill();
      await startOwnEngine();
    },
    cognito,
    namesThere,
    ...messaging,
    async restartMail() {
      const killed = mail;
      if (killed === undefined) return;
      mail = undefined;
      await killed.kill();
      await startOwnMail();
    },
  };
}
