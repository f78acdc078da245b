import { type Part, partNames, parts } from './parts.ts';

/** Those that run our functions are always here. */
type ReplaceablePart = Exclude<Part, 'api' | 'connections'>;

/** The reader's own emulator or AWS, for each part that the environment names one for. */
export type ReplacedEndpoints = Partial<Record<ReplaceablePart, string>>;

export function replacedEndpoints(environment: NodeJS.ProcessEnv): ReplacedEndpoints {
  const replaced: ReplacedEndpoints = {};
  for (const part of partNames) {
    if (part === 'api' || part === 'connections') continue;
    const endpoint = environment[parts[part].variable] ?? environment['AWS_ENDPOINT_URL'];
    if (endpoint) replaced[part] = endpoint.replace(/\/$/, '');
  }
  return replaced;
}
