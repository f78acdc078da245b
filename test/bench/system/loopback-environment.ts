const replaceable = 'AWS_ENDPOINT_URL_DYNAMODB';
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * What of the reader's environment the measured run gets: another DynamoDB engine, where npm has none for the
 * machine, and nothing else.
 *
 * @throws where that one is on another machine: the bench would put a heavy load on it
 */
export function loopbackEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const endpoint = environment[replaceable];
  if (endpoint === undefined) return {};
  if (!loopback.has(new URL(endpoint).hostname)) {
    throw new Error(`${replaceable} is ${endpoint}: the bench only uses what runs on this machine`);
  }
  return { [replaceable]: endpoint };
}
