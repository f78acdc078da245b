import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { type PushPlatform, pushPlatforms } from '../../shared/contracts/values.ts';
import { pushCredentials, PushCredentialsError } from './push-credentials.ts';

export interface PlatformApplication {
  /** Says in which account and region. */
  stackArn: string;
  platform: PushPlatform;
  name: string;
}

/** Both may be repeated. */
export interface PlatformApplications {
  /** Makes the application, or gives the one that is there these attributes; @returns its ARN. */
  provide(application: PlatformApplication, attributes: Record<string, string>): Promise<string>;
  /** One that is gone already is no error. */
  remove(application: PlatformApplication): Promise<void>;
}

export interface CloudFormationAnswer {
  Status: 'SUCCESS' | 'FAILED';
  Reason?: string;
  PhysicalResourceId: string;
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
  Data?: Record<string, string>;
}

export interface ProvidePushPlatformsDeps {
  applications: PlatformApplications;
  readSecret: (arn: string, versionId: string | undefined) => Promise<string>;
  answer: (url: string, answer: CloudFormationAnswer) => Promise<void>;
}

const properties = z.object({
  Platforms: z.array(
    z.strictObject({
      Platform: z.enum(pushPlatforms),
      Name: z.string(),
      SecretArn: z.string(),
      SecretVersionId: z.optional(z.string()),
    }),
  ),
});
type Platforms = z.infer<typeof properties>['Platforms'];

/** Left for the answer, which is tried more than once. */
const answerMs = 20_000;

/**
 * The custom resource `Custom::PushPlatforms`: a platform application of SNS for each push platform. Its attribute
 * `Platforms` is their ARNs by platform, as JSON. The credentials are read from Secrets Manager and go nowhere else.
 *
 * Whatever happens, CloudFormation is answered: it would wait until its patience is over, and so would the operator.
 */
export const makeHandler =
  (deps: ProvidePushPlatformsDeps) =>
  async (
    event: CloudFormationCustomResourceEvent,
    { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<void> => {
    const { StackId, RequestId, LogicalResourceId } = event;
    const outcome = await inTime(run(deps, event).catch(failed), getRemainingTimeInMillis() - answerMs);
    await deps.answer(event.ResponseURL, {
      // The same for ever: another one would make CloudFormation delete what has just been changed.
      PhysicalResourceId:
        event.RequestType === 'Create' ? `push-platforms-${LogicalResourceId}` : event.PhysicalResourceId,
      StackId,
      RequestId,
      LogicalResourceId,
      ...outcome,
    });
  };

type Outcome = Pick<CloudFormationAnswer, 'Status' | 'Reason' | 'Data'>;

const run = async (deps: ProvidePushPlatformsDeps, event: CloudFormationCustomResourceEvent): Promise<Outcome> => {
  const wanted = properties.safeParse(event.ResourceProperties).data?.Platforms;
  if (event.RequestType === 'Delete') return remove(deps, event.StackId, wanted ?? []);
  if (wanted === undefined)
    return { Status: 'FAILED', Reason: 'the properties of the resource are not as they should be' };

  const provided = await provide(deps, event.StackId, wanted);
  if (provided.Status === 'FAILED' || event.RequestType === 'Create') return provided;
  const before = properties.safeParse(event.OldResourceProperties).data?.Platforms ?? [];
  const kept = new Set(wanted.map(keyOf));
  const removed = await remove(
    deps,
    event.StackId,
    before.filter((each) => !kept.has(keyOf(each))),
  );
  return removed.Status === 'FAILED' ? removed : provided;
};

const keyOf = ({ Platform, Name }: Platforms[number]): string => `${Platform}/${Name}`;

const provide = async (deps: ProvidePushPlatformsDeps, stackArn: string, wanted: Platforms): Promise<Outcome> => {
  const arns: Partial<Record<PushPlatform, string>> = {};
  for (const { Platform: platform, Name: name, SecretArn, SecretVersionId } of wanted) {
    try {
      const credentials = pushCredentials(platform, await deps.readSecret(SecretArn, SecretVersionId));
      arns[platform] = await deps.applications.provide({ stackArn, platform, name }, credentials);
    } catch (error) {
      return failed(error, platform);
    }
  }
  return { Status: 'SUCCESS', Data: { Platforms: JSON.stringify(arns) } };
};

const remove = async (deps: ProvidePushPlatformsDeps, stackArn: string, unwanted: Platforms): Promise<Outcome> => {
  for (const { Platform: platform, Name: name } of unwanted) {
    try {
      await deps.applications.remove({ stackArn, platform, name });
    } catch (error) {
      return failed(error, platform);
    }
  }
  return { Status: 'SUCCESS' };
};

/** The message of an error that is not ours may quote what it was about. Its name says enough to act on. */
const failed = (error: unknown, platform?: PushPlatform): Outcome => {
  const name = error instanceof Error ? error.name : 'unknown';
  const why = error instanceof PushCredentialsError ? error.message : name;
  return { Status: 'FAILED', Reason: platform === undefined ? why : `${platform}: ${why}` };
};

const inTime = async (work: Promise<Outcome>, ms: number): Promise<Outcome> => {
  const { promise: late, resolve } = Promise.withResolvers<Outcome>();
  const timer = setTimeout(() => resolve({ Status: 'FAILED', Reason: 'it took too long' }), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
