import * as z from 'zod/mini';
import { deviceId } from './values.ts';

/** For the calls that take nothing. */
export const nothing = z.strictObject({});

export const devicePath = z.strictObject({ deviceId });

/** A query's numbers come as text. */
export const limit = z.optional(
  z.pipe(
    z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')),
    z.transform((digits: string) => Number(digits)),
  ),
);
export const cursor = z.optional(z.string().check(z.minLength(1), z.maxLength(500)));
