import type { EventLog } from '../../../../local/device/terminal/make-event-log.ts';

/** What a device would print, each line with its kind: `good Signed in`. */
export const recordedLog = (): { log: EventLog; lines: string[] } => {
  const lines: string[] = [];
  const line = (kind: keyof EventLog) => (text: string) => void lines.push(`${kind} ${text}`);
  return {
    lines,
    log: {
      info: line('info'),
      good: line('good'),
      bad: line('bad'),
      wait: line('wait'),
      arrived: line('arrived'),
      state: line('state'),
    },
  };
};
