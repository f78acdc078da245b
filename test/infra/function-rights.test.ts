import { afterAll, describe, expect, test } from '@jest/globals';
import {
  consumerNames,
  type FunctionName,
  functionNames,
  functionRights,
  workerNames,
} from '../../infra/function-rights.ts';
import { pascalCase } from '../../infra/pascal-case.ts';
import type { OtherActions } from '../../infra/rights.ts';
import { stageSettings } from '../../infra/config.ts';
import { synthesise } from '../../infra/synthesise.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deployedFunctions } from './support/deployed-functions.ts';
import { dummyCode } from './support/dummy-code.ts';

const { codeRoot, dashboardFolder, outdir, remove } = dummyCode();
const assembly = synthesise({ stage: 'local', codeRoot, outdir: outdir() });
const deployed = deployedFunctions(assembly);
const deployedFunction = (name: FunctionName) => {
  const found = deployed.find((fn) => fn.name === name);
  if (!found) throw new Error(`${name} is not deployed`);
  return found;
};

/** All but the one that other teams deploy, and the one that sets up CloudFront, which is not in the local stage. */
const ours = functionNames().filter((name) => name !== 'authorize-session' && name !== 'provide-edge-key');

/** What Lambda asks of a function that reads the stream, and of one that reads a queue. */
const asksOfTrigger = (name: FunctionName): string[] => {
  if (name === 'settle-sessions' || name === 'publish-events') {
    const deadLetters = `${name === 'settle-sessions' ? 'Settlement' : 'Outbox'}DeadLetters.Arn`;
    return [
      'dynamodb:DescribeStream on StorageSessions.StreamArn',
      'dynamodb:GetRecords on StorageSessions.StreamArn',
      'dynamodb:GetShardIterator on StorageSessions.StreamArn',
      // Knows no resources.
      'dynamodb:ListStreams on *',
      `sqs:GetQueueAttributes on ${deadLetters}`,
      `sqs:GetQueueUrl on ${deadLetters}`,
      `sqs:SendMessage on ${deadLetters}`,
    ];
  }
  if (![...consumerNames, ...workerNames].some((worker) => worker === name)) return [];
  const actions = ['DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'];
  return actions.map((action) => `sqs:${action} on ${queueOf(name)}`);
};

/** The one that the function works off. */
const queueOf = (name: FunctionName): string => {
  switch (name) {
    case 'plan-reviews':
      return 'ReviewPlanQueue.Arn';
    case 'send-review':
      return 'ReviewSendQueue.Arn';
    case 'note-mail-events':
      return 'MailEventsQueue.Arn';
    default:
      return `${pascalCase(name)}EventsQueue.Arn`;
  }
};

const here = '<region>:<account>';
const pushApplications = [
  'GCM/remote-sign-out-local-fcm',
  'APNS/remote-sign-out-local-apns',
  'APNS_SANDBOX/remote-sign-out-local-apns-sandbox',
  'ADM/remote-sign-out-local-adm',
];

/** From the stage's address, by the configuration set of that kind of mails and no other. */
const mailing = (set: string): string[] =>
  ['identity/remote-sign-out.example', 'identity/security@remote-sign-out.example', `configuration-set/${set}`].map(
    (resource) => `arn:<partition>:ses:${here}:${resource}`,
  );

/** The resources that the parts of the table stand for. */
const resourcesOf = (part: keyof OtherActions, name: FunctionName): string[] => {
  switch (part) {
    case 'connections':
      return ['POST', 'DELETE'].map(
        (method) => `arn:<partition>:execute-api:${here}:ConnectionsGateway/v1/${method}/@connections/*`,
      );
    case 'edgeKey':
      return ['EdgeKeySecret1'];
    case 'events':
      return ['EventsTopic'];
    case 'linkKey':
      return ['LinkKeySecret'];
    case 'newPushApplications':
      return [`arn:<partition>:sns:${here}:app/*`];
    case 'pushApplications':
      return pushApplications.flatMap((application) => [
        `arn:<partition>:sns:${here}:app/${application}`,
        `arn:<partition>:sns:${here}:endpoint/${application}/*`,
      ]);
    case 'pushSecrets':
      return ['fcm', 'apns', 'apns-sandbox', 'adm'].map(
        (platform) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:local/${platform}`,
      );
    case 'queue':
      return [queueOf(name)];
    case 'planQueue':
      return ['ReviewPlanQueue.Arn'];
    case 'reminderMail':
      return mailing('Reminders');
    case 'reviewIndex':
      return ['StorageSessions.Arn/index/reviews'];
    case 'sendQueue':
      return ['ReviewSendQueue.Arn'];
    case 'userPool':
      return ['IdentityPool.Arn'];
    case 'warningMail':
      return mailing('MailWarnings');
  }
};

const othersOf = (name: FunctionName): string[] =>
  Object.entries(functionRights[name].others ?? {}).flatMap(([part, actions]) =>
    resourcesOf(part as keyof OtherActions, name).flatMap((resource) =>
      actions.map((action) => `${action} on ${resource}`),
    ),
  );

/** They have no session of a browser, but the link of a mail. */
const byLink: FunctionName[] = ['web-finish-review', 'web-get-review', 'web-unsubscribe'];

describe('who may do what', () => {
  afterAll(remove);

  test('there is a function for each route, and each other one of the table', () => {
    expect(deployed.map(({ name }) => name).toSorted()).toEqual(ours.toSorted());
    expect(ours).toEqual(expect.arrayContaining(Object.keys(routes)));
  });

  test.each(ours)('%s may do what the table of rights says, and write its log, and nothing else', (name) => {
    const { sessions, vault, webSessions = [] } = functionRights[name];
    const { rights, managedPolicies } = deployedFunction(name);
    expect(rights).toEqual(
      [
        ...sessions.map((action) => `${action} on StorageSessions.Arn`),
        ...vault.map((action) => `${action} on StorageVault.Arn`),
        ...webSessions.map((action) => `${action} on StorageWebSessions.Arn`),
        ...othersOf(name),
        `logs:CreateLogStream on ${pascalCase(name)}Log.Arn`,
        `logs:PutLogEvents on ${pascalCase(name)}Log.Arn`,
        ...asksOfTrigger(name),
      ].toSorted(),
    );
    expect(managedPolicies).toEqual([]);
  });

  test('no right is for every resource or every action, but the one that knows no resources', () => {
    const rights = deployed.flatMap((fn) => fn.rights);
    const wide = rights.filter((right) => right.endsWith(' on *') || right.split(' ')[0]?.includes('*'));
    expect(new Set(wide)).toEqual(new Set(['dynamodb:ListStreams on *']));
  });

  test('a right on many resources of a kind is for connections and push alone', () => {
    const many = deployed.flatMap(({ name, rights }) => rights.filter((right) => right.includes('*')).map(() => name));
    expect([...new Set(many)].toSorted()).toEqual([
      'answer-connection',
      'notify-connections',
      'notify-device',
      'provide-push-platforms',
      'publish-events',
      'settle-sessions',
    ]);
  });

  test('refresh tokens are put into the vault by two functions, and read by the one that revokes them', () => {
    const rights = deployed.flatMap(({ name, rights: all }) => all.map((right) => `${name}: ${right}`));
    expect(rights.filter((right) => right.includes('Vault')).toSorted()).toEqual([
      'check-in: dynamodb:PutItem on StorageVault.Arn',
      'register-session: dynamodb:PutItem on StorageVault.Arn',
      'revoke-tokens: dynamodb:DeleteItem on StorageVault.Arn',
      'revoke-tokens: dynamodb:GetItem on StorageVault.Arn',
    ]);
  });

  test('the browsers’ tokens are seen by the dashboard’s back end alone, and it sees nothing else', () => {
    const seeing = deployed.filter(({ rights }) => rights.some((right) => right.includes('WebSessions')));
    expect(seeing.map(({ name }) => name).toSorted()).toEqual(['web-api', 'web-callback', 'web-sign-out']);
    const signedIn = deployed.filter(({ name }) => name.startsWith('web-') && !byLink.includes(name));
    for (const { name, rights } of signedIn) {
      expect([name, rights.filter((right) => !/ on (StorageWebSessions\.Arn|Web\w+Log\.Arn)$/.test(right))]).toEqual([
        name,
        [],
      ]);
    }
  });

  test('the key of the links is read by those that sign and that take them, and by no other', () => {
    const reading = deployed.filter(({ rights }) => rights.some((right) => right.includes('LinkKey')));
    expect(reading.map(({ name }) => name).toSorted()).toEqual([...byLink, 'send-review'].toSorted());
  });

  test('planning reads the index of who is due, and nothing of an account', () => {
    const { rights } = deployedFunction('plan-reviews');
    expect(rights.filter((right) => right.startsWith('dynamodb:'))).toEqual([
      'dynamodb:Query on StorageSessions.Arn/index/reviews',
    ]);
    const reading = deployed.filter((fn) => fn.rights.some((right) => right.includes('/index/')));
    expect(reading.map(({ name }) => name)).toEqual(['plan-reviews']);
  });

  test('a run is begun by the schedule and by planning itself; reminders are ordered by planning alone', () => {
    const sending = (queue: string) =>
      deployed.filter(({ rights }) => rights.includes(`sqs:SendMessage on ${queue}.Arn`)).map(({ name }) => name);
    expect(sending('ReviewPlanQueue')).toEqual(['plan-reviews']);
    expect(sending('ReviewSendQueue')).toEqual(['plan-reviews']);
    // Not a function's, but a role's: all that the template lets send to the two queues.
    const policies = Object.values(assembly.template['Resources'] as Record<string, { Type: string }>)
      .filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .map((policy) => (policy as unknown as { Properties: { PolicyName: string } }).Properties)
      .filter((policy) => /"sqs:SendMessage".*"Review(Plan|Send)Queue/.test(JSON.stringify(policy)));
    expect(policies.map(({ PolicyName }) => PolicyName.replace(/Role.*/, '')).toSorted()).toEqual([
      'PlanReviews',
      'Scheduler',
    ]);
  });

  test('the edge’s key is read by the function that hashes it, at a deployment, and by no other', () => {
    const settings = stageSettings('prod');
    const env = { account: '111122223333', region: 'us-east-1' };
    const inProd = deployedFunctions(
      synthesise({ stage: 'prod', settings, codeRoot, dashboardFolder, outdir: outdir(), env }),
    );
    const reading = inProd.filter(({ rights }) => rights.some((right) => right.includes('EdgeKey')));
    expect(reading.map(({ name }) => name)).toEqual(['provide-edge-key']);
    expect(reading[0]?.rights).toContain('secretsmanager:GetSecretValue on EdgeKeySecret1');
    expect(Object.keys(reading[0]?.environment ?? {})).toEqual(['POWERTOOLS_LOG_LEVEL']);
  });

  test('an owner’s records are deleted by forget-device alone; the rest are tickets, connections and push tokens', () => {
    const deleting = deployed.filter(({ rights }) => rights.includes('dynamodb:DeleteItem on StorageSessions.Arn'));
    expect(deleting.map(({ name }) => name).toSorted()).toEqual([
      'answer-connection',
      'close-connection',
      'forget-device',
      'notify-connections',
      'notify-device',
      'open-connection',
    ]);
  });

  test('mail goes out from the configured address alone', () => {
    const sending = deployed.filter(({ rights }) => rights.some((right) => right.startsWith('ses:')));
    expect(sending.map(({ name }) => name)).toEqual(['alert-owner', 'send-review']);
    for (const { conditions } of sending) {
      expect(conditions).toEqual([{ StringEquals: { 'ses:FromAddress': 'security@remote-sign-out.example' } }]);
    }
  });

  test('the table of rights can be compared with a record of calls', () => {
    expect(JSON.parse(JSON.stringify(functionRights))).toEqual(functionRights);
  });
});

describe('who knows what', () => {
  test.each(ours)('%s is given the variables that it reads, and no others', async (name) => {
    const { environment } = deployedFunction(name);
    const read = await variablesReadBy(name, environment);
    // For the logger, which looks for itself.
    expect([...read, 'POWERTOOLS_LOG_LEVEL'].toSorted()).toEqual(Object.keys(environment).toSorted());
  });

  test.each(ours)('%s is given nothing secret, nor the name of a secret that it may not read', (name) => {
    const { environment, rights } = deployedFunction(name);
    const variables = Object.entries(environment);
    expect(variables.filter(([variable]) => /secret|password|token|credential|private/i.test(variable))).toEqual([]);
    expect(variables.filter(([, value]) => /secretsmanager|PRIVATE KEY|:secret:/.test(textOf(value)))).toEqual([]);
    const named = variables.filter(([, value]) => /Secret[0-9A-F]{8}-id$/.test(textOf(value)));
    const reading = rights.includes('secretsmanager:GetSecretValue on LinkKeySecret');
    expect(named.map(([variable]) => variable)).toEqual(reading ? ['LINK_KEY_ARN'] : []);
  });

  test('each sender paces itself: together they send what is set', () => {
    const { MAILS_PER_SECOND } = deployedFunction('send-review').environment;
    const { reviews, workers } = stageSettings('local');
    expect(Number(MAILS_PER_SECOND) * workers['send-review'].concurrency).toBeCloseTo(reviews.mailsPerSecond);
  });

  test('clients are named by their ids, each with its service and its times', () => {
    const { CLIENTS } = deployedFunction('register-session').environment;
    expect(JSON.parse(textOf(CLIENTS))).toEqual({
      'IdentityPoolApp60D72205-id': { service: 'Demo app', sessionSeconds: 2_592_000, sharedSessionSeconds: 3600 },
      'IdentityPoolConsoleA5A488D7-id': {
        service: 'Demo console',
        sessionSeconds: 2_592_000,
        sharedSessionSeconds: 3600,
        deviceLimit: 2,
      },
      'IdentityPoolDashboard9E6FF38E-id': {
        service: 'Your devices',
        sessionSeconds: 86_400,
        sharedSessionSeconds: 3600,
      },
    });
  });
});

/** What CloudFormation would make of a value: ids are known only to it. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map(textOf).join(join[0]);
  if (ref === 'AWS::Region') return 'eu-central-1';
  if (attribute?.[1] === 'ApiEndpoint') return 'https://api.example.org';
  if (attribute?.[1] === 'Platforms') return '{"fcm":"arn:aws:sns:eu-central-1:111122223333:app/GCM/demo"}';
  return `${ref ?? attribute?.join('.')}-id`;
};

/** Reads the function's environment as the function does at its start, and says what was looked for. */
async function variablesReadBy(name: FunctionName, environment: Record<string, unknown>): Promise<string[]> {
  const { readVariables } = (await import(`../../functions/${name}/env.ts`)) as { readVariables: () => object };
  const given: Record<string, string> = {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_REGION: 'eu-central-1',
    LAMBDA_TASK_ROOT: '/var/task',
  };
  for (const [variable, value] of Object.entries(environment)) given[variable] = textOf(value);
  const read = new Set<string>();
  const before = process.env;
  process.env = new Proxy(given, {
    get: (variables, variable) => {
      read.add(String(variable));
      return Reflect.get(variables, variable) as unknown;
    },
  });
  try {
    readVariables();
  } finally {
    process.env = before;
  }
  // Lambda's own, and those that only lead to an emulator.
  return [...read].filter((variable) => !/^(AWS|LAMBDA)_/.test(variable) && variable !== 'JWKS_URI');
}
