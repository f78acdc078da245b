import { availableParallelism } from 'node:os';
import { atMost } from '../connections/at-most.ts';
import { type RunningFunction, runFunction } from '../functions/run-function.ts';
import type { Log } from '../logs/open-log.ts';
import type { FunctionSpec } from '../template/stack.ts';
import type { AwsSettings } from './aws-settings.ts';
import { functionEnvironment } from './function-environment.ts';
import type { Endpoints } from './parts.ts';

/** A line that a function logged. */
export interface FunctionLine {
  /** As its folder is called. */
  functionName: string;
  line: string;
}

export interface Functions {
  byName: ReadonlyMap<string, RunningFunction>;
  warm(): Promise<void>;
  useCode(codeFolders: Readonly<Record<string, string>>): Promise<void>;
  kill(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface FunctionsProps {
  specs: readonly FunctionSpec[];
  /** By logical id. */
  codeFolders: Readonly<Record<string, string>>;
  stackName: string;
  aws: AwsSettings;
  endpoints: Endpoints;
  log: Log;
  onLog: (line: FunctionLine) => void;
}

/** All functions of the stack, each in a thread of its own. */
export function startFunctions(props: FunctionsProps): Functions {
  const { specs, stackName, aws, endpoints } = props;
  const folderOf = ({ logicalId }: FunctionSpec, folders: Readonly<Record<string, string>>): string => {
    const folder = folders[logicalId];
    if (folder === undefined) throw new Error(`${logicalId}: no bundle`);
    return folder;
  };
  const shortName = (name: string): string => name.replace(`${stackName}-`, '');

  const running = specs.map((spec) => {
    const folder = folderOf(spec, props.codeFolders);
    const functionName = shortName(spec.name);
    const fn = runFunction({
      spec,
      folder,
      environment: functionEnvironment({ spec, folder, aws, endpoints }),
      log(line) {
        props.log.write(`${new Date().toISOString()} ${functionName} ${line}`);
        props.onLog({ functionName, line });
      },
    });
    return { spec, fn };
  });
  const all = async (action: (entry: (typeof running)[number]) => Promise<void>): Promise<void> => {
    await Promise.all(running.map(action));
  };

  return {
    byName: new Map(running.map(({ spec, fn }) => [spec.name, fn])),
    async warm() {
      // Not all at once: each would wait for all others, and none be there in time.
      const inTurn = atMost(availableParallelism());
      await all(({ fn }) => inTurn(() => fn.warm()));
    },
    useCode: (folders) => all(({ spec, fn }) => fn.replaceCode(folderOf(spec, folders))),
    async kill(name) {
      const found = running.find(({ spec }) => shortName(spec.name) === name);
      if (found === undefined) throw new Error(`There is no function "${name}"`);
      await found.fn.kill();
    },
    close: () => all(({ fn }) => fn.close()),
  };
}
