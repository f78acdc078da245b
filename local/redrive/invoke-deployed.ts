import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { StreamHandler } from './rerun-records.ts';

const answer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/**
 * A deployed function, called with the credentials of this shell: its own role does the work, and it alone may publish
 * to the topic.
 *
 * @param endpoint of Lambda, where it is not AWS's own
 */
export const invokeDeployed = (functionName: string, region: string, endpoint?: string): StreamHandler => {
  const client = new LambdaClient({ region, ...(endpoint && { endpoint }) });
  return async (event) => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
    );
    const text = Payload?.transformToString() ?? '';
    // Its message may hold what its log must not; the log has the cause.
    if (FunctionError) throw new Error(`${functionName} failed with ${FunctionError}`);
    return answer.parse(JSON.parse(text));
  };
};
