import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { StoreUnavailableError } from '../../domain/store-unavailable-error.ts';
import { secretReader } from './read-secret.ts';

/** So long, in milliseconds, a new value takes to be in force everywhere. */
const keptFor = 5 * 60_000;

/**
 * The text of a secret, asked for once in five minutes.
 *
 * @throws StoreUnavailableError where it cannot be read
 */
export const keptSecret = (arn: string, { now }: { now: () => Date }): (() => Promise<string>) => {
  const read = secretReader(
    new SecretsManagerClient({
      maxAttempts: 3,
      // Somebody waits for the answer.
      requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
    }),
  );
  let kept: { text: Promise<string>; until: number } | undefined;
  return async () => {
    const at = now().getTime();
    if (!kept || kept.until <= at) kept = { text: readOrFail(() => read(arn, undefined)), until: at + keptFor };
    try {
      return await kept.text;
    } catch (error) {
      // What could not be read is asked for again.
      kept = undefined;
      throw error;
    }
  };
};

const readOrFail = async (read: () => Promise<string>): Promise<string> => {
  try {
    const text = await read();
    if (text.length < 32) throw new TypeError('the secret is too short to sign with');
    return text;
  } catch (error) {
    throw new StoreUnavailableError('a secret could not be read', { cause: error });
  }
};
