import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const positive = z.pipe(
  text.check(z.regex(/^[1-9]\d{0,9}$/, 'must be a whole number above 0')),
  z.transform((digits: string) => Number(digits)),
);

const rate = z.pipe(
  text.check(
    z.regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a number above 0'),
    z.refine((digits) => Number(digits) > 0, 'must be a number above 0'),
  ),
  z.transform((digits: string) => Number(digits)),
);

/** The kinds of variable there are. */
export const variable = { text, positive, rate };

/** A variable that holds JSON of this shape. */
export const jsonVariable = <Shape extends z.ZodMiniType>(shape: Shape) =>
  z.pipe(
    z.pipe(
      text,
      z.transform((json: string): unknown => JSON.parse(json)),
    ),
    shape,
  );

/** The variables of every function that works on accounts. */
export const storeVariables = {
  SESSIONS_TABLE_NAME: text,
  ACTIVITY_RETENTION_DAYS: positive,
  SIGNED_OUT_DEVICE_RETENTION_DAYS: positive,
};

/** The variables of every function behind a queue. */
export const consumerVariables = { ...storeVariables, QUEUE_URL: text };

/** Lambda's own: by the name of the deployed function the figures of two stages in one AWS account stay apart. */
export const countingVariables = { AWS_LAMBDA_FUNCTION_NAME: text };

/** The variables of every function that answers requests. */
export const requestVariables = {
  ...storeVariables,
  /** Hex SHA-256 of the header by which CloudFront proves itself; where it is unset, no place is believed. */
  EDGE_KEY_SHA256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
};

/** The variables of every function that signs out devices. */
export const signOutVariables = {
  ...requestVariables,
  STEP_UP_MAX_AGE_SECONDS: positive,
  SIGN_OUTS_PER_MINUTE: positive,
};

/**
 * The function's variables, checked once at its start. The only reader of `process.env`.
 *
 * @throws naming every variable that is missing or wrong, and none of their values
 */
export const readEnvironment = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  environment: Record<string, string | undefined> = process.env,
): z.output<z.ZodMiniObject<Shape>> => {
  const result = z.object(shape).safeParse(environment);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map(({ path }) => String(path[0])))];
  throw new Error(`environment variables are missing or wrong: ${names.join(', ')}`);
};
