import * as z from 'zod/mini';
import { securityEvent } from '../shared/contracts/security-event.ts';

/** The JSON Schema (2020-12) of what the topic carries. */
export const securityEventSchema = (): string => {
  const schema = z.toJSONSchema(securityEvent, {
    target: 'draft-2020-12',
    override: ({ jsonSchema, path }) => {
      // What the contract checks by a function, a schema must say in its own words.
      if (path.at(-1) === 'events') Object.assign(jsonSchema, { minProperties: 1, maxProperties: 1 });
    },
  });
  return `${JSON.stringify({ title: 'Security event of Remote Sign-Out', ...schema }, null, 2)}\n`;
};
