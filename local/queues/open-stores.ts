import { join } from 'node:path';
// Its own `startFauxqs` would listen to the whole network. These are what it is put together from.
import { PersistenceManager } from '../../node_modules/fauxqs/dist/persistence.js';
import { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../node_modules/fauxqs/dist/sns/snsStore.js';
import { type SqsQueue, SqsStore } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';

/** Queues and topics with their messages, as they lie in the state folder. */
export interface Stores {
  sqsStore: SqsStore;
  snsStore: SnsStore;
  s3Store: S3Store;
  /** Make messages that were given out visible again, and as if they had not been given out. */
  takeBack(queueUrl: string, receiptHandles: readonly string[]): void;
  /** Nothing is written any more. */
  close(): void;
}

/** The only account that fauxqs knows. */
const itsAccount = ':000000000000:';
const asItsOwn = (arn: string): string => arn.replace(/:\d{12}:/, itsAccount);

/** Open fauxqs' stores, and mend what would lose a message. */
export function openStores(stateFolder: string): Stores {
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  const s3Store = new S3Store();
  const persistence = new PersistenceManager(join(stateFolder, 'queues'));
  const database = persistence['db'];
  // What was committed survives a kill; only a power cut could take the last moment.
  database.exec('PRAGMA synchronous = NORMAL');
  const setCount = database.prepare('UPDATE sqs_messages SET approximate_receive_count = ? WHERE message_id = ?');
  const setReady = database.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  // Its own sets the number of receipts to NULL, which its table refuses, after it has already forgotten the message.
  persistence.updateMessageReady = (messageId) => void setReady.run(messageId);

  // The ARNs of the template may have another account.
  const queueByArn = sqsStore.getQueueByArn.bind(sqsStore);
  sqsStore.getQueueByArn = (arn) => queueByArn(asItsOwn(arn));
  const topicByArn = snsStore.getTopic.bind(snsStore);
  snsStore.getTopic = (arn) => topicByArn(asItsOwn(arn));
  const subscribe = snsStore.subscribe.bind(snsStore);
  snsStore.subscribe = (topicArn, ...others) => subscribe(asItsOwn(topicArn), ...others);

  const createQueue = sqsStore.createQueue.bind(sqsStore);
  sqsStore.createQueue = (...args) => receivingAtOnce(createQueue(...args), persistence);

  const takeBack = (queue: SqsQueue, receiptHandles: Iterable<string>): void => {
    for (const handle of receiptHandles) {
      const message = queue.inflightMessages.get(handle)?.message;
      if (message === undefined) continue;
      queue.changeVisibility(handle, 0);
      message.approximateReceiveCount -= 1;
      setCount.run(message.approximateReceiveCount, message.messageId);
    }
  };

  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = persistence;
  snsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) {
    queue.persistence = persistence;
    // Whoever had received them has ended, or has lost us: they need not wait until their time with nobody is over.
    takeBack(queue, [...queue.inflightMessages.keys()]);
  }

  return {
    sqsStore,
    snsStore,
    s3Store,
    takeBack(queueUrl, receiptHandles) {
      const queue = sqsStore.getQueue(queueUrl);
      if (queue !== undefined) takeBack(queue, receiptHandles);
    },
    close: () => persistence.close(),
  };
}

/** Its own takes a message out of the queue in one step and puts it into the dead-letter queue in another. */
function receivingAtOnce(queue: SqsQueue, persistence: PersistenceManager): SqsQueue {
  const dequeue = queue.dequeue.bind(queue);
  queue.dequeue = (...args) => {
    let received: ReturnType<typeof dequeue> = [];
    persistence['transaction'](() => (received = dequeue(...args)));
    return received;
  };
  return queue;
}
