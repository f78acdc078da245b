import { type Build, loadBuild } from '../../local/build/load-build.ts';

/**
 * The local build, with queues that hide a message for so many seconds from others while it is worked on, and give up
 * after so many attempts; and with a claim on a review's mail that is over sooner. What a killed function held comes
 * again after that time; a test cannot wait for two minutes.
 */
export const impatientBuild = async (queues: {
  hiddenSeconds: number;
  receivesMax?: number;
  claimSeconds?: number;
}): Promise<Build> => {
  const build = await loadBuild('local');
  const template = structuredClone(build.template);
  for (const { Type, Properties } of Object.values(template.Resources)) {
    const properties = Properties as {
      VisibilityTimeout?: number;
      RedrivePolicy?: { maxReceiveCount: number };
      Environment?: { Variables: Record<string, unknown> };
    };
    const variables = properties.Environment?.Variables;
    if (queues.claimSeconds !== undefined && variables?.['REVIEW_CLAIM_SECONDS'] !== undefined) {
      variables['REVIEW_CLAIM_SECONDS'] = String(queues.claimSeconds);
    }
    if (Type !== 'AWS::SQS::Queue' || properties.RedrivePolicy === undefined) continue;
    properties.VisibilityTimeout = queues.hiddenSeconds;
    if (queues.receivesMax !== undefined) properties.RedrivePolicy.maxReceiveCount = queues.receivesMax;
  }
  return { ...build, template };
};
