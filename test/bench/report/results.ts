import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type as systemName, release } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../../local/build/repository-root.ts';
import type { SectionName } from '../section-names.ts';
import type { SectionReport } from './section-report.ts';

/** A run of the bench as it is kept. */
export interface Results {
  date: string;
  command: string;
  seconds: number;
  machine: Machine;
  versions: Record<string, string>;
  /** What went wrong beside the requests, in the words of the local run. */
  troubles: readonly string[];
  sections: Partial<Record<SectionName, SectionReport>>;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGib: number;
  system: string;
  node: string;
  /** What ran on it before: the load average of a minute. */
  loadBefore: number;
}

export const thisMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 1024 ** 3),
  system: `${systemName()} ${release()} ${process.arch}`,
  node: process.versions.node,
  loadBefore: loadavg()[0] ?? 0,
});

const packages = ['@dynoxide/linux-x64', '@aws-sdk/client-dynamodb', '@middy/core', 'zod', 'cognito-local'];

/** What was measured: our own commit, and the packages that weigh in. */
export function versionsHere(): Record<string, string> {
  const versions: Record<string, string> = { 'remote-sign-out': ownVersion() };
  for (const name of packages) {
    const version = packageVersion(join('node_modules', name));
    if (version !== undefined) versions[name] = version;
  }
  return versions;
}

function ownVersion(): string {
  const version = packageVersion('.') ?? 'unknown';
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const changed = git('status', '--porcelain', '--', 'functions', 'shared', 'infra', 'local') !== '';
    return `${version} (${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''})`;
  } catch {
    // From an archive, without its history.
    return version;
  }
}

function packageVersion(folder: string): string | undefined {
  try {
    const { version }: { version: string } = JSON.parse(
      readFileSync(join(repositoryRoot, folder, 'package.json'), 'utf8'),
    );
    return version;
  } catch {
    return undefined;
  }
}

/** Keep the run as JSON; says where. */
export function saveResults(results: Results): string {
  const folder = join(repositoryRoot, '.local', 'bench');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${results.date.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
