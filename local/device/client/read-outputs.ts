import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** Where the product is: what `npm start`, or a deploy, wrote down. */
export interface Outputs {
  /** Without the slash at its end. */
  apiUrl: string;
  userPoolId: string;
  region: string;
  /** Only of a local run; a deployed stage has Cognito itself. */
  cognitoEndpoint?: string;
  /** Only of a local run: what stands in for the push platforms there, and shows what they would have delivered. */
  pushEndpoint?: string;
  /** App clients by the name they go by here: `app`, `console`. */
  clientIds: Record<string, string>;
  /** The account that a local run makes to try things with. */
  demo?: { email: string; password: string };
}

/** What is wrong with the outputs, as a sentence for the person at the terminal. */
export class OutputsError extends Error {
  override name = 'OutputsError';
}

const flatOutputs = z.record(z.string(), z.unknown());

/**
 * Reads `.local/outputs.json`, or the file that `cdk deploy --outputs-file` writes, in which the outputs stand below
 * the stack's name.
 *
 * @throws OutputsError
 */
export function readOutputs(file: string): Outputs {
  const named = textOutputs(parsed(file));
  const required = (name: string): string => {
    const value = named[name];
    if (value === undefined) throw new OutputsError(`${file} does not say ${name}. Is it the outputs of this product?`);
    return value;
  };
  const userPoolId = required('UserPoolId');
  const { CognitoEndpoint, PushEndpoint, DemoEmail, DemoPassword } = named;
  return {
    apiUrl: required('ApiUrl').replace(/\/+$/, ''),
    userPoolId,
    region: named['Region'] ?? userPoolId.split('_')[0] ?? '',
    clientIds: Object.fromEntries(
      Object.entries(named).flatMap(([name, value]) => {
        const client = /^(.+)ClientId$/.exec(name)?.[1];
        return client ? [[client.toLowerCase(), value]] : [];
      }),
    ),
    ...(CognitoEndpoint && { cognitoEndpoint: CognitoEndpoint }),
    ...(PushEndpoint && { pushEndpoint: PushEndpoint.replace(/\/+$/, '') }),
    ...(DemoEmail && DemoPassword && { demo: { email: DemoEmail, password: DemoPassword } }),
  };
}

function parsed(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new OutputsError(`There is no ${file}. Start the product first, in another terminal: npm start`);
  }
  try {
    return flatOutputs.parse(JSON.parse(text));
  } catch {
    throw new OutputsError(`${file} is not JSON with the outputs. Start the product again: npm start`);
  }
}

function textOutputs(content: Record<string, unknown>): Record<string, string> {
  if (content['ApiUrl'] === undefined) {
    const stack = Object.values(content).find((below) => flatOutputs.safeParse(below).data?.['ApiUrl'] !== undefined);
    if (stack !== undefined) return textOutputs(flatOutputs.parse(stack));
  }
  return Object.fromEntries(
    Object.entries(content).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
