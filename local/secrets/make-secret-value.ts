import { randomInt } from 'node:crypto';
import type { SecretSpec } from '../template/stack.ts';
import { isRecord, TemplateError } from '../template/template.ts';

/** A value such as Secrets Manager would make, or the one that the template says. */
export function makeSecretValue({ logicalId, value, generate }: SecretSpec): string {
  if (value !== undefined) return value;
  const { length, characters, template } = generate;
  const made = Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
  if (template === undefined) return made;
  const around: unknown = JSON.parse(template.json);
  if (!isRecord(around)) throw new TemplateError(`${logicalId}: SecretStringTemplate is no JSON object`);
  return JSON.stringify({ ...around, [template.key]: made });
}
