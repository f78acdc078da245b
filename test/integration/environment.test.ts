import { describe, expect, test } from '@jest/globals';
import { runFunction } from '../../local/functions/run-function.ts';
import { functionNames } from '../../infra/function-rights.ts';
import type { FunctionName } from '../../infra/function-rights.ts';
import { localFunctions } from '../support/local-stack.ts';

const functions = await localFunctions();
const functionCalled = (wanted: FunctionName) => {
  const found = functions.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`the template has no ${wanted}`);
  return found;
};

/** CloudFormation runs two, other teams' stacks hold one (test/infra/session-authorizer.test.ts). */
const elsewhere = new Set<FunctionName>(['provide-edge-key', 'provide-push-platforms', 'authorize-session']);
const runHere = functionNames().filter((name) => !elsewhere.has(name));

/** What Lambda itself adds. */
const ofLambda = { AWS_REGION: 'us-east-1', LAMBDA_TASK_ROOT: '/var/task', AWS_LAMBDA_FUNCTION_NAME: 'function' };

/** Without the first, no place is believed; without the second, mails are answered to where they came from. */
const optional = new Set(['EDGE_KEY_SHA256', 'MAIL_REPLY_TO']);

/** Reads the variables as the function does at its start. */
const readAt = async (name: FunctionName, environment: Record<string, string>): Promise<object> => {
  const { readVariables } = (await import(`../../functions/${name}/env.ts`)) as { readVariables: () => object };
  const before = process.env;
  process.env = environment;
  try {
    return readVariables();
  } finally {
    process.env = before;
  }
};

describe('each function starts with what the template gives it, and not with less', () => {
  test.each(runHere)('%s: a variable that is missing is named', async (name) => {
    const environment = { ...ofLambda, ...functionCalled(name).spec.environment };
    const variables = Object.keys(await readAt(name, environment));
    const needed = variables.filter((variable) => !optional.has(variable));
    expect(needed.length).toBeGreaterThan(1);
    for (const variable of needed) {
      const { [variable]: _, ...rest } = environment as Record<string, string>;
      await expect(readAt(name, rest)).rejects.toThrow(
        new Error(`environment variables are missing or wrong: ${variable}`),
      );
    }
  });

  test.each(['register-session', 'check-in', 'settle-sessions'] as const)(
    '%s: its bundle does not start without its variables, and says which, and no value of the others',
    async (name) => {
      const { spec, folder } = functionCalled(name);
      const { SESSIONS_TABLE_NAME: _table, ACTIVITY_RETENTION_DAYS: _days, ...environment } = spec.environment;
      const fn = runFunction({ spec, folder, environment: { ...ofLambda, ...environment }, log: () => {} });
      await expect(fn.warm()).rejects.toThrow(
        `${spec.name}: environment variables are missing or wrong: SESSIONS_TABLE_NAME, ACTIVITY_RETENTION_DAYS`,
      );
      await fn.close();
    },
  );
});
