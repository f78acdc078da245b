import { writeFileSync } from 'node:fs';
import { readFlags, usage, type Flags } from './read-flags.ts';
import { makeProgress } from './progress.ts';
import { checksTable } from './report/checks-table.ts';
import { renderMarkdown } from './report/render-markdown.ts';
import { renderTable, renderText } from './report/render-text.ts';
import { saveResults, thisMachine, versionsHere, type Results } from './report/results.ts';
import { sections } from './sections.ts';
import { fullSizes, quickSizes } from './sizes.ts';
import { troubles } from './system/start-system.ts';

// npm run bench
const say = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(text);
const interrupted = 130;

const args = process.argv.slice(2);
const flags = readFlags(args);
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

async function run({ quick, only, markdown }: Extract<Flags, { kind: 'run' }>): Promise<void> {
  const progress = makeProgress(process.stdout);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait. What was started ends by itself when we are gone.
      if (stop.signal.aborted) process.exit(interrupted);
      progress.clear();
      say('Ending what was started …\n');
      stop.abort(new Error('stopped'));
    });
  }

  const results: Results = {
    date: `${new Date().toISOString().slice(0, 19)}Z`,
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    seconds: 0,
    machine: thisMachine(),
    versions: versionsHere(),
    troubles,
    sections: {},
  };
  const { cpu, cores, memoryGib, node, loadBefore } = results.machine;
  say(`${cpu}, ${cores} cores, ${memoryGib} GiB, Node ${node}${quick ? '; a quick run: its figures are rough' : ''}\n`);

  if (loadBefore > cores / 2) {
    say(`The machine is busy (load average ${loadBefore.toFixed(1)}): the figures will be worse than its own.\n`);
  }

  const started = performance.now();
  try {
    for (const name of only) {
      const sizes = quick ? quickSizes : fullSizes;
      const report = await sections[name]({ sizes, progress, signal: stop.signal });
      results.sections[name] = report;
      progress.clear();
      say(renderText(report));
    }
  } catch (error) {
    progress.clear();
    if (stop.signal.aborted) {
      process.exitCode = interrupted;
      return;
    }
    complain(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
  results.seconds = Math.round((performance.now() - started) / 1000);

  const reports = Object.values(results.sections);
  const checks = checksTable(reports);
  if (checks.rows.length > 0) say(`\n${renderTable(checks)}\n`);
  for (const trouble of new Set(troubles)) complain(`  Beside the requests: ${trouble}\n`);
  say(`\n  ${results.seconds} s. All figures: ${saveResults(results)}\n`);
  if (markdown !== undefined && process.exitCode !== 1) {
    writeFileSync(markdown, renderMarkdown(results));
    say(`  As a page: ${markdown}\n`);
  }
}
