import { buildApp } from 'fauxqs';
import { join } from 'node:path';
// Its own `startFauxqs` would listen to the whole network. These are what it is put together from.
import { PersistenceManager } from '../../node_modules/fauxqs/dist/persistence.js';
import { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../node_modules/fauxqs/dist/sns/snsStore.js';
import { SqsStore } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';

export interface Queues {
  endpoint: string;
  close(): Promise<void>;
}

export interface QueuesProps {
  stateFolder: string;
  port: number;
  region: string;
}

/** Start SQS, on loopback, with its messages kept in the state folder. */
export async function startQueues({ stateFolder, port, region }: QueuesProps): Promise<Queues> {
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const persistence = new PersistenceManager(join(stateFolder, 'queues'));
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  stores.sqsStore.persistence = persistence;
  stores.snsStore.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;

  const app = buildApp({ logger: false, defaultRegion: region, stores });
  app.addHook('preClose', (done) => {
    persistence.close();
    done();
  });
  await app.listen({ host: '127.0.0.1', port });
  return { endpoint: `http://127.0.0.1:${port}`, close: () => app.close() };
}
