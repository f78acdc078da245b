import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Answered } from './test-api.ts';

interface Response {
  description: string;
  content?: Record<string, { schema: JsonSchema }>;
}

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0] & object;

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Response | undefined> }>>;
  components: { schemas: Record<string, JsonSchema> };
}

// Read as anybody's tool would read it: nothing of the contracts it was made from is used.
const { paths, components } = JSON.parse(
  // JSON Schema alone knows only its own definitions.
  readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8').replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  ),
) as Document;

/** What the document does not say of an answer, in words; empty where it describes it. */
export const faultsByDocument = (name: RouteName, { status, headers, body, text }: Answered): string[] => {
  const { path, method } = routes[name];
  const fault = (what: string) => [`${name} ${status} ${text}: ${what}`];
  const response = paths[path]?.[method.toLowerCase()]?.responses[status];
  if (response === undefined) return fault('the document does not have this status');
  const { content, description } = response;
  if (status >= 400 && !description.includes(`\`${body.code}\``)) return fault('the document does not have this code');
  if (content === undefined) return text === '' ? [] : fault('the document has no body');
  const schema = content[headers['content-type'] ?? '']?.schema;
  if (schema === undefined) return fault('the document does not have this content type');
  const { error } = z.fromJSONSchema({ ...schema, $defs: components.schemas }).safeParse(body);
  return error ? fault(JSON.stringify(error.issues)) : [];
};
