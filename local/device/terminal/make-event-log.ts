import { time } from './moments.ts';
import type { Paint } from './paint.ts';
import { fit } from './text-width.ts';

/** What happened, one line each, with its time. */
export interface EventLog {
  info(text: string): void;
  good(text: string): void;
  bad(text: string): void;
  wait(text: string): void;
  /** A message from elsewhere. */
  arrived(text: string): void;
  /** A state that lasts: on a terminal the line is rewritten in place. */
  state(text: string): void;
}

/** Writes to a terminal, or plainly to whatever else the output is. */
export function makeEventLog(output: NodeJS.WriteStream, paint: Paint): EventLog {
  let stateShown = false;
  const line = (mark: string, text: string) => `${paint.dim(time(new Date()))}  ${mark} ${text}`;
  const write = (mark: string, text: string): void => {
    output.write(`${stateShown ? '\n' : ''}${line(mark, text)}\n`);
    stateShown = false;
  };
  return {
    info: (text) => write(paint.dim('·'), text),
    good: (text) => write(paint.good('✓'), text),
    bad: (text) => write(paint.bad('✗'), paint.strong(text)),
    wait: (text) => write(paint.wait('…'), text),
    arrived: (text) => write(paint.good('←'), paint.strong(text)),
    state: (text) => {
      if (!output.isTTY) return write('·', text);
      output.write(`\r\u001b[2K${line(paint.dim('·'), fit(text, output.columns - 13))}`);
      stateShown = true;
    },
  };
}
