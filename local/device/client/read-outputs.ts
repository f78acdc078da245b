import { OutputsError, readNamedOutputs } from './read-named-outputs.ts';

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

/**
 * Reads `.local/outputs.json`, or the file that `cdk deploy --outputs-file` writes.
 *
 * @throws OutputsError
 */
export function readOutputs(file: string): Outputs {
  const named = readNamedOutputs(file);
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
