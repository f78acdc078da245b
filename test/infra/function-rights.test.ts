import { afterAll, describe, expect, test } from '@jest/globals';
import { type FunctionName, functionNames, functionRights } from '../../infra/function-rights.ts';
import { synthesise } from '../../infra/synthesise.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { deployedFunctions } from './support/deployed-functions.ts';
import { dummyCode } from './support/dummy-code.ts';

const { codeRoot, outdir, remove } = dummyCode();
const deployed = deployedFunctions(synthesise({ stage: 'local', codeRoot, outdir: outdir() }));
const deployedFunction = (name: FunctionName) => {
  const found = deployed.find((fn) => fn.name === name);
  if (!found) throw new Error(`${name} is not deployed`);
  return found;
};

/** What the stream and its dead letters ask of the function that reads them. */
const readsStream = [
  'dynamodb:DescribeStream on StorageSessions.StreamArn',
  'dynamodb:GetRecords on StorageSessions.StreamArn',
  'dynamodb:GetShardIterator on StorageSessions.StreamArn',
  // Knows no resources.
  'dynamodb:ListStreams on "*"',
  'sqs:GetQueueAttributes on SettlementDeadLetters.Arn',
  'sqs:GetQueueUrl on SettlementDeadLetters.Arn',
  'sqs:SendMessage on SettlementDeadLetters.Arn',
];

const pascalCase = (name: string) => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe('who may do what', () => {
  afterAll(remove);

  test('there is a function for each route, and one that settles', () => {
    expect(deployed.map(({ name }) => name).toSorted()).toEqual([...Object.keys(routes), 'settle-sessions'].toSorted());
  });

  test.each(functionNames())('%s may do what the table of rights says, and write its log, and nothing else', (name) => {
    const { sessions, vault } = functionRights[name];
    const { rights, managedPolicies } = deployedFunction(name);
    expect(rights).toEqual(
      [
        ...sessions.map((action) => `${action} on StorageSessions.Arn`),
        ...vault.map((action) => `${action} on StorageVault.Arn`),
        `logs:CreateLogStream on ${pascalCase(name)}Log.Arn`,
        `logs:PutLogEvents on ${pascalCase(name)}Log.Arn`,
        ...(name === 'settle-sessions' ? readsStream : []),
      ].toSorted(),
    );
    expect(managedPolicies).toEqual([]);
  });

  test('no right is for every resource or every action, but the one that knows no resources', () => {
    const wide = deployed.flatMap(({ rights }) => rights).filter((right) => right.includes('*'));
    expect(wide).toEqual(['dynamodb:ListStreams on "*"']);
  });

  test('refresh tokens are put into the vault by two functions, and read by none', () => {
    const rights = deployed.flatMap(({ name, rights: all }) => all.map((right) => `${name}: ${right}`));
    expect(rights.filter((right) => right.includes('Vault')).toSorted()).toEqual([
      'check-in: dynamodb:PutItem on StorageVault.Arn',
      'register-session: dynamodb:PutItem on StorageVault.Arn',
    ]);
  });

  test('one function alone deletes, and only what its owner forgets', () => {
    const deleting = deployed.filter(({ rights }) => rights.some((right) => right.startsWith('dynamodb:DeleteItem')));
    expect(deleting.map(({ name }) => name)).toEqual(['forget-device']);
  });

  test('the table of rights can be compared with a record of calls', () => {
    expect(JSON.parse(JSON.stringify(functionRights))).toEqual(functionRights);
  });
});

describe('who knows what', () => {
  test.each(functionNames())('%s is given the variables that it reads, and no others', async (name) => {
    const { environment } = deployedFunction(name);
    const read = await variablesReadBy(name, environment);
    // For the logger, which looks for itself.
    expect([...read, 'POWERTOOLS_LOG_LEVEL'].toSorted()).toEqual(Object.keys(environment).toSorted());
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
    });
  });
});

/** What CloudFormation would make of a value: ids are known only to it. */
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(textOf).join(join[0]) : `${Ref}-id`;
};

/** Reads the function's environment as the function does at its start, and says what was looked for. */
async function variablesReadBy(name: FunctionName, environment: Record<string, unknown>): Promise<string[]> {
  const { readVariables } = (await import(`../../functions/${name}/env.ts`)) as { readVariables: () => object };
  const given: Record<string, string> = { AWS_REGION: 'eu-central-1' };
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
  return [...read].filter((variable) => !variable.startsWith('AWS_'));
}
