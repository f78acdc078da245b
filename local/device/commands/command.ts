import type { ParseArgsOptionsConfig } from 'node:util';
import type { DeviceResource } from '../../../shared/contracts/resources.ts';
import type { ApiRequest } from '../client/make-api.ts';
import type { Clock } from '../terminal/moments.ts';
import type { Paint } from '../terminal/paint.ts';

/** What a command works with. */
export interface CommandContext {
  /** Asks the API as this terminal. @throws CallFailedError */
  call: <Body>(request: ApiRequest) => Promise<Body>;
  /** The one device that this text means. @throws CallFailedError */
  find: (text: string, prefer?: DeviceResource['state']) => Promise<DeviceResource>;
  allDevices: () => Promise<DeviceResource[]>;
  /** Prints the answer as JSON, or as the text that it is for a person. */
  print: (answer: object, text: () => string) => void;
  /** Clears the tokens of this terminal and confirms, once it has signed itself out. */
  clearOwn: () => Promise<void>;
  sleep: (ms: number) => Promise<void>;
  paint: Paint;
  clock: Clock;
}

export type Values = Record<string, string | boolean | undefined>;

export interface Command {
  name: string;
  /** Names of what must follow, such as `<device>`. */
  positionals: readonly string[];
  flags: ParseArgsOptionsConfig;
  summary: string;
  /** What `--help` says of the flags, one a line. */
  details?: string;
  /**
   * Checks the command line before anything is asked of the API.
   *
   * @throws UsageError
   */
  prepare: (positionals: string[], values: Values) => (context: CommandContext) => Promise<void>;
}
