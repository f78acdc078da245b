import sesLocal from 'aws-ses-v2-local';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
// One process has one such store: its server keeps it in a module, and not on disk.
import mailStore from '../../node_modules/aws-ses-v2-local/dist/store.js';
import { type Fault, faultAsJson } from '../runtime/faults.ts';
import { openMailFile } from './mail-file.ts';

export interface Mail {
  endpoint: string;
  /** End it in the middle of whatever it does, as a kill would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface MailProps {
  stateFolder: string;
  port: number;
  /** What SES answers instead, while there is one. */
  fault?: () => Fault | undefined;
}

const closeMsMax = 2000;
const errorNames = { throttled: 'TooManyRequestsException', broken: 'InternalServiceErrorException' };

/** Start SES on loopback, with a page that shows the mails, kept in the state folder; nothing is sent. */
export async function startMail({ stateFolder, port, fault }: MailProps): Promise<Mail> {
  const file = openMailFile(stateFolder);
  const { clearStore, saveEmail } = mailStore;
  clearStore();
  mailStore.getStoreReadonly().emails.push(...file.read());
  Object.assign(mailStore, {
    saveEmail(mail: Parameters<typeof saveEmail>[0]) {
      file.add(mail);
      saveEmail(mail);
    },
    clearStore() {
      file.clear();
      clearStore();
    },
  });

  const server = await sesLocal.default({ host: '127.0.0.1', port });
  // It calls back when it cannot listen too.
  if (!server.listening) throw new Error(`Mail: nothing can listen on port ${port}`);
  const [serve] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const wanted = request.url?.startsWith('/v2/') === true ? fault?.() : undefined;
    if (wanted === undefined) {
      serve?.call(server, request, response);
      return;
    }
    const { status, headers, body } = faultAsJson(wanted, errorNames);
    response.writeHead(status, headers).end(body);
  });

  async function end(patienceMs: number): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const impatient = setTimeout(() => server.closeAllConnections(), patienceMs);
    await closed;
    clearTimeout(impatient);
    Object.assign(mailStore, { saveEmail, clearStore });
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    kill: () => end(0),
    close: () => end(closeMsMax),
  };
}
