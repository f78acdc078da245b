import { buildApp } from 'fauxqs';
import { once } from 'node:events';
import { type Fault, faultAsJson } from '../runtime/faults.ts';
import { isRecord } from '../template/template.ts';
import { openStores, type Stores } from './open-stores.ts';

export interface Queues {
  endpoint: string;
  /** End it in the middle of whatever it does, as a kill would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface QueuesProps {
  stateFolder: string;
  port: number;
  region: string;
  /** What SQS answers instead, while there is one. */
  fault?: () => Fault | undefined;
}

const errorNames = { throttled: 'com.amazonaws.sqs#RequestThrottled', broken: 'com.amazonaws.sqs#InternalError' };

/** Start SQS and SNS' topics, on loopback, with all of it kept in the state folder. */
export async function startQueues({ stateFolder, port, region, fault }: QueuesProps): Promise<Queues> {
  const stores = openStores(stateFolder);
  const app = buildApp({ logger: false, defaultRegion: region, stores });

  app.addHook('onRequest', (request, reply, done) => {
    const wanted = request.headers['x-amz-target'] === undefined ? undefined : fault?.();
    if (wanted === undefined) {
      done();
      return;
    }
    const { status, headers, body } = faultAsJson(wanted, errorNames);
    void reply.code(status).headers(headers).send(body);
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (request.headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage' && !request.socket.writable) {
      takeBackUnread(stores, request.body, payload);
    }
    done();
  });
  app.addHook('preClose', (done) => {
    stores.close();
    done();
  });
  await app.listen({ host: '127.0.0.1', port });

  return {
    endpoint: `http://127.0.0.1:${port}`,
    async kill() {
      // First, so that nothing that is still answered here can be found there afterwards.
      stores.close();
      const closed = once(app.server, 'close');
      app.server.close();
      app.server.closeAllConnections();
      stores.sqsStore.shutdown();
      await closed;
    },
    close: () => app.close(),
  };
}

/** Who waited for messages has gone: others should not have to wait until their time with nobody is over. */
function takeBackUnread(stores: Stores, request: unknown, answer: unknown): void {
  if (!isRecord(request) || typeof answer !== 'string') return;
  const { Messages = [] }: { Messages?: { ReceiptHandle: string }[] } = JSON.parse(answer);
  const handles = Messages.map(({ ReceiptHandle }) => ReceiptHandle);
  stores.takeBack(String(request['QueueUrl']), handles);
}
