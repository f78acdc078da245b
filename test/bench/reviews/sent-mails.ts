import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { mailTags } from '../../../shared/contracts/mail-tags.ts';
import { mailEvent } from '../../../shared/contracts/review-messages.ts';
import type { System } from '../system/start-system.ts';

export interface SentMails {
  /** How many mails went to each account, by the mail service's own word. */
  byAccount: ReadonlyMap<string, number>;
  /** Takes in what has come since; says whether there was anything. */
  look(): Promise<boolean>;
  close(): void;
}

/** Listens to what the mail service says of the mails it takes, beside the product. */
export const listenToMails = async (system: System): Promise<SentMails> => {
  const aws = {
    region: system.outputs['Region'] ?? 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const sqs = new SQSClient({ ...aws, endpoint: system.outputs['SqsEndpoint'] ?? '', useQueueUrlAsEndpoint: false });
  const sns = new SNSClient({ ...aws, endpoint: system.outputs['SnsEndpoint'] ?? '' });
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench-mails' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: system.outputs['MailEventsTopicArn'],
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn ?? '',
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const byAccount = new Map<string, number>();

  const take = async (): Promise<boolean> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return false;
    for (const { Body = '{}' } of Messages) {
      const event = mailEvent.parse(JSON.parse(Body));
      const [account = ''] = event.mail.tags?.[mailTags.account] ?? [];
      const id = Buffer.from(account, 'base64url').toString('utf8');
      if (event.eventType === 'Send') byAccount.set(id, (byAccount.get(id) ?? 0) + 1);
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return true;
  };
  return {
    byAccount,
    look: async () => (await Promise.all([take(), take(), take(), take()])).some(Boolean),
    close() {
      sqs.destroy();
      sns.destroy();
    },
  };
};
