import { CreatePlatformApplicationCommand, SNSClient } from '@aws-sdk/client-sns';
import { startPush } from '../push/start-push.ts';
import { makeSqsClient, type SqsClient } from '../queues/sqs-client.ts';
import { type Queues, startQueues } from '../queues/start-queues.ts';
import { TemplateError } from '../template/template.ts';
import { ensureTopics } from '../topics/ensure-topics.ts';
import type { ServicesProps } from './start-services.ts';

/** SQS and SNS with the queues, topics and platform applications of the stack in them. */
export interface Messaging {
  sqs: SqsClient;
  /** By ARN. */
  queueUrls: ReadonlyMap<string, string>;
  restartQueues(): Promise<void>;
}

/** Start SQS and SNS, unless the environment names others, and provide what the stack declares in them. */
export async function startMessaging(props: ServicesProps): Promise<Messaging> {
  const { stack, stateFolder, aws, account, ports, endpoints, replaced, step, closers, faults } = props;
  const { region } = aws;
  if (stack.subscriptions.length > 0 && (replaced.sqs === undefined) !== (replaced.sns === undefined)) {
    throw new TemplateError(
      'Topics deliver into queues of the same emulator: set AWS_ENDPOINT_URL_SNS and AWS_ENDPOINT_URL_SQS both, or none',
    );
  }

  const sqs = makeSqsClient(endpoints.sqs, aws);
  closers.add(() => sqs.close());
  const queueUrls = new Map<string, string>();
  let queues: Queues | undefined;
  const startOwnQueues = async (): Promise<void> => {
    queues = await startQueues({ stateFolder, port: ports.sqs, region, fault: () => faults.get('sqs') });
  };
  await step('SQS', async () => {
    if (replaced.sqs === undefined) {
      closers.add(() => queues?.close());
      await startOwnQueues();
    }
    for (const queue of stack.queues) queueUrls.set(queue.arn, await sqs.ensureQueue(queue));
  });

  await step('SNS and push', async () => {
    if (replaced.sns === undefined) {
      const push = await startPush({
        stateFolder,
        port: ports.sns,
        region,
        account,
        topics: endpoints.sqs,
        fault: () => faults.get('sns'),
      });
      closers.add(() => push.close());
    }
    const sns = new SNSClient({ ...aws, endpoint: endpoints.sns });
    try {
      await ensureTopics(sns, stack);
      for (const { name: Name, platform: Platform } of stack.pushApplications) {
        // Whoever stands in for the platforms wants no credentials, but the call does.
        const Attributes = { PlatformPrincipal: 'local', PlatformCredential: 'local' };
        await sns.send(new CreatePlatformApplicationCommand({ Name, Platform, Attributes }));
      }
    } finally {
      sns.destroy();
    }
  });

  return {
    sqs,
    queueUrls,
    async restartQueues() {
      const killed = queues;
      if (killed === undefined) return;
      queues = undefined;
      await killed.kill();
      await startOwnQueues();
    },
  };
}
