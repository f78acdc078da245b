import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceClient } from '../client/device-client.ts';
import { keepConnected } from '../client/keep-connected.ts';
import type { ConnectionNews } from '../client/keep-connected.ts';
import { listenForPush } from '../client/listen-for-push.ts';
import type { PushNews } from '../client/listen-for-push.ts';
import { lasted } from '../terminal/duration.ts';
import type { EventLog } from '../terminal/make-event-log.ts';
import { platformNames } from './push-source.ts';
import type { PushSource } from './push-source.ts';
import { readHint } from './read-hint.ts';

export interface ListenProps {
  client: DeviceClient;
  log: EventLog;
  /** Whether to keep a connection open. */
  connect: boolean;
  /** Pushes that were delivered before `since` are over. */
  push: (PushSource & { since: Date }) | undefined;
  signal: AbortSignal;
  /** Something may have happened to the sign-in. */
  onHint: () => void;
}

export interface Listening {
  /** Whether somebody has said how long the sign-out took to get here. */
  wasTold: () => boolean;
  /** Until the message has come that a check-in was faster than; not for ever, as it may never come. */
  lastWord: () => Promise<void>;
  /** Never fulfilled; rejected when this program goes wrong. */
  failed: Promise<never>;
  close: () => Promise<void>;
}

const lastWordMsMax = 2000;

/** Listens to all that may tell this device of its sign-out before its next check-in would, and says what arrives. */
export const listen = ({ client, log, connect, push, signal, onHint }: ListenProps): Listening => {
  const ending = new AbortController();
  const whileOpen = AbortSignal.any([signal, ending.signal]);
  let told = false;
  const heard = new AbortController();

  const arrived = (how: string, text: string): void => {
    const hint = readHint(text);
    told ||= hint.at !== undefined;
    const later = hint.at ? `, told ${how} ${lasted(Date.now() - Date.parse(hint.at))} after the sign-out` : `, ${how}`;
    log.arrived(hint.text + later);
    heard.abort();
    onHint();
  };

  const tasks: Promise<void>[] = [];
  if (connect) {
    const onNews = tellOfConnection(log, (text) => arrived('over the open connection', text), onHint);
    tasks.push(keepConnected({ client, signal: whileOpen, onNews }));
  }
  if (push) {
    const { platform, token } = push.registration;
    const onNews = tellOfPush(log, (text) => arrived(`by push (${platformNames[platform]})`, text));
    tasks.push(listenForPush({ ...push, token, signal: whileOpen, onNews }));
  }
  return {
    wasTold: () => told,
    lastWord: async () => {
      const until = AbortSignal.any([heard.signal, whileOpen]);
      if (tasks.length > 0) await sleep(lastWordMsMax, undefined, { signal: until }).catch(() => {});
    },
    failed: Promise.all(tasks).then(() => new Promise<never>(() => {})),
    close: async () => {
      ending.abort();
      await Promise.allSettled(tasks);
    },
  };
};

const tellOfConnection = (log: EventLog, onMessage: (text: string) => void, onDoubt: () => void) => {
  let opened = 0;
  let failed = 0;
  let spoken = false;
  return (news: ConnectionNews): void => {
    switch (news.kind) {
      case 'open':
        opened++;
        failed = 0;
        spoken = false;
        log.good(opened === 1 ? 'Connected: a sign-out will be told over this connection' : 'Connected again');
        // What was said in between is lost.
        if (opened > 1) onDoubt();
        return;
      case 'message':
        spoken = true;
        return onMessage(news.text);
      case 'doubt':
        return onDoubt();
      case 'lost': {
        // It is the server's to end a connection over which it has said all.
        if (spoken) return;
        const text = `No open connection: ${news.why}. Trying again in ${lasted(news.delayMs)}`;
        // The first one stays to be read; the tries that follow tell nothing new.
        if (failed++ === 0) log.wait(text);
        else log.state(text);
        return;
      }
      case 'not-offered':
        return log.bad(
          'There are no open connections here. Update the service (npm start); going on with check-ins alone',
        );
    }
  };
};

const tellOfPush = (log: EventLog, onPush: (text: string) => void) => {
  let failed = false;
  return (news: PushNews): void => {
    switch (news.kind) {
      case 'push':
        failed = false;
        return onPush(news.text);
      case 'lost':
        if (!failed) log.wait(`No push can arrive: ${news.why}. Trying again`);
        failed = true;
    }
  };
};
