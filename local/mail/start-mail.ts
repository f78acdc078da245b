import sesLocal from 'aws-ses-v2-local';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
// One process has one such store: its server keeps it in a module, and not on disk.
import mailStore from '../../node_modules/aws-ses-v2-local/dist/store.js';
import { closeServer } from '../runtime/close-server.ts';
import { type Fault, faultAsJson } from '../runtime/faults.ts';
import type { ConfigurationSetSpec } from '../template/stack.ts';
import type { AcceptedMail } from './mail-events.ts';
import { mailsKept, openMailFile } from './mail-file.ts';
import { mailPage } from './mail-page.ts';
import { isSendEmail, type MailRefused, readMail, type SendingAs, sendingAs } from './take-mail.ts';

export interface Mail {
  endpoint: string;
  /** End it in the middle of whatever it does, as a kill would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface MailProps {
  stateFolder: string;
  port: number;
  /** Those that mails may name. */
  configurationSets?: readonly ConfigurationSetSpec[];
  /** Told of each mail with a configuration set, once it is stored. */
  onAccepted?: (mail: AcceptedMail, set: ConfigurationSetSpec) => void;
  /** What SES answers instead, while there is one. */
  fault?: () => Fault | undefined;
}

const closeMsMax = 2000;
const errorNames = { throttled: 'TooManyRequestsException', broken: 'InternalServiceErrorException' };

/** Start SES on loopback, with a page that shows the mails, kept in the state folder; nothing is sent. */
export async function startMail({ stateFolder, port, fault, ...props }: MailProps): Promise<Mail> {
  const file = openMailFile(stateFolder);
  const page = mailPage();
  const { clearStore, saveEmail, getStoreReadonly } = mailStore;
  clearStore();
  getStoreReadonly().emails.push(...file.read());
  /** The request that is being answered: its server hands the mail on without what stands beside it. */
  const sending = new AsyncLocalStorage<SendingAs>();
  Object.assign(mailStore, {
    saveEmail(mail: Parameters<typeof saveEmail>[0]) {
      const { configurationSet: set, tags = {} } = sending.getStore() ?? {};
      const stored = { ...mail, ...(set && { configurationSet: set.name, tags }) };
      const { emails } = getStoreReadonly();
      file.add(stored, emails);
      saveEmail(stored);
      if (emails.length > mailsKept) emails.splice(0, emails.length - mailsKept);
      if (set !== undefined) props.onAccepted?.(acceptedMail(stored, set, tags), set);
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

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readMail(request).catch(() => undefined);
    const how = sendingAs(body, props.configurationSets ?? []);
    if ('type' in how) refuse(response, how);
    // Its server takes a body that was read already for what it is.
    else sending.run(how, () => serve?.call(server, Object.assign(request, { body: body ?? {} }), response));
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const wanted = request.url?.startsWith('/v2/') === true ? fault?.() : undefined;
    if (wanted !== undefined) {
      const { status, headers, body } = faultAsJson(wanted, errorNames);
      response.writeHead(status, headers).end(body);
    } else if (request.method === 'GET' && request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    } else if (isSendEmail(request)) void take(request, response).catch(() => response.destroy());
    else serve?.call(server, request, response);
  });

  async function end(patienceMs: number): Promise<void> {
    await closeServer(server, patienceMs);
    Object.assign(mailStore, { saveEmail, clearStore });
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    kill: () => end(0),
    close: () => end(closeMsMax),
  };
}

function acceptedMail(
  { messageId, from, destination }: Parameters<typeof mailStore.saveEmail>[0],
  { name }: ConfigurationSetSpec,
  tags: Readonly<Record<string, string>>,
): AcceptedMail {
  const { to, cc, bcc } = destination;
  return {
    messageId,
    from,
    destination: [...to, ...cc, ...bcc],
    configurationSet: name,
    tags,
    at: new Date().toISOString(),
  };
}

function refuse(response: ServerResponse, { type, message }: MailRefused): void {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': type };
  response.writeHead(type === 'NotFoundException' ? 404 : 400, headers).end(JSON.stringify({ message }));
}
