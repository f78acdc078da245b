import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

export interface ProvideEdgeKeyDeps {
  readSecret: (arn: string, versionId: string | undefined) => Promise<string>;
  /** Tells CloudFormation, at the address that came with its order. */
  answer: (url: string, answer: object) => Promise<void>;
}

const properties = z.object({ SecretArn: z.string() });

type Outcome = { Status: 'SUCCESS'; Data?: { Sha256: string } } | { Status: 'FAILED'; Reason: string };

/**
 * The custom resource `Custom::EdgeKey`: its attribute `Sha256` is the hash of the key that CloudFront proves itself
 * with. The key is read from Secrets Manager, and goes nowhere.
 *
 * Whatever happens, CloudFormation is answered: it would wait until its patience is over, and so would the operator.
 */
export const makeHandler =
  ({ readSecret, answer }: ProvideEdgeKeyDeps) =>
  async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    const { StackId, RequestId, LogicalResourceId } = event;
    const outcome = await hash(readSecret, event).catch(failed);
    await answer(event.ResponseURL, {
      // The same for ever: another one would make CloudFormation delete what has just been changed.
      PhysicalResourceId: event.RequestType === 'Create' ? `edge-key-${LogicalResourceId}` : event.PhysicalResourceId,
      StackId,
      RequestId,
      LogicalResourceId,
      ...outcome,
    });
  };

const hash = async (
  readSecret: ProvideEdgeKeyDeps['readSecret'],
  event: CloudFormationCustomResourceEvent,
): Promise<Outcome> => {
  // The secret belongs to the stack, and goes with it.
  if (event.RequestType === 'Delete') return { Status: 'SUCCESS' };
  const { SecretArn } = properties.parse(event.ResourceProperties);
  const key = await readSecret(SecretArn, undefined);
  if (key === '') return { Status: 'FAILED', Reason: 'the secret is empty' };
  return { Status: 'SUCCESS', Data: { Sha256: createHash('sha256').update(key).digest('hex') } };
};

/** The message of an error that is not ours may quote what it was about. Its name says enough to act on. */
const failed = (error: unknown): Outcome => ({
  Status: 'FAILED',
  Reason: error instanceof Error ? error.name : 'unknown',
});
