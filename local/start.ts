import { join, relative, resolve } from 'node:path';
import { BuildError, loadBuild } from './build/load-build.ts';
import { repositoryRoot } from './build/repository-root.ts';
import { NoEngineError } from './dynamodb/engine-binary.ts';
import { printWelcome } from './print-welcome.ts';
import { readFlags, usage } from './read-flags.ts';
import { PortTakenError, portsFrom } from './runtime/parts.ts';
import { type Local, startLocal } from './runtime/start-local.ts';
import { showSteps } from './show-steps.ts';
import { StateInUseError } from './state/open-state.ts';
import { TemplateError } from './template/template.ts';
import { watchSources } from './watch/watch-sources.ts';

// npm start
const say = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(text);

const flags = readFlags(process.argv.slice(2));
switch (flags.kind) {
  case 'help':
    say(usage);
    break;
  case 'wrong':
    complain(`${flags.message}\n\n${usage}`);
    process.exitCode = 1;
    break;
  case 'run':
    await run(flags);
}

async function run({ port, fresh, watch, verbose, state }: Extract<typeof flags, { kind: 'run' }>): Promise<void> {
  const stateFolder = resolve(repositoryRoot, state);
  const endings: (() => Promise<void> | void)[] = [];
  let ending = false;
  async function end(exitCode: number): Promise<void> {
    // Whoever asks twice does not want to wait.
    if (ending) process.exit(1);
    ending = true;
    process.exitCode = exitCode;
    for (const close of endings.toReversed()) await close();
    // Nothing should be left that keeps the process alive; a thread of a dependency may be.
    process.exit();
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      say('\nFinishing what is under way …\n');
      void end(0);
    });
  }

  const started = performance.now();
  let local: Local;
  try {
    local = await startLocal({
      stateFolder,
      ports: portsFrom(port),
      fresh,
      demo: true,
      step: showSteps(process.stdout),
      edgeHeaders: { 'x-origin-key': 'local-edge' },
      onTrouble: (message) => complain(`${message}\n`),
      ...((verbose || watch) && { onLog: ({ functionName, line }) => say(`${functionName} ${line}\n`) }),
    });
  } catch (error) {
    complain(`\n${explain(error)}\n`);
    process.exit(1);
  }
  endings.push(() => local.close());
  if (watch) {
    const watcher = watchSources({
      folders: ['functions', 'shared', 'infra', 'web'].map((folder) => join(repositoryRoot, folder)),
      load: () => loadBuild('local'),
      useBuild: (build) => local.useBuild(build),
      say,
    });
    endings.push(() => watcher.close());
  }
  printWelcome({
    local,
    stateFolder: relative(process.cwd(), stateFolder),
    seconds: (performance.now() - started) / 1000,
    watches: watch,
    write: say,
  });
}

/** What the reader can do something about is said without a stack trace. */
function explain(error: unknown): string {
  const ours = [BuildError, NoEngineError, PortTakenError, StateInUseError, TemplateError];
  if (error instanceof Error && ours.some((kind) => error instanceof kind)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
