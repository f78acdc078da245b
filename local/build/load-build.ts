import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../template/template.ts';
import { repositoryRoot } from './repository-root.ts';
import { sourceHash } from './source-hash.ts';

/** What runs: the template of a stage, and for each of its functions the folder of its bundle. */
export interface Build {
  stackName: string;
  template: Template;
  /** By logical id. */
  codeFolders: Record<string, string>;
}

const cacheFolder = join(repositoryRoot, '.build', 'local');
// What the template says of routes and parameters comes from the contracts; the rest of shared/ only runs.
const templateSources = ['infra', 'shared/contracts', 'package-lock.json', 'cdk.json'];
const functionSources = [
  'functions',
  'shared',
  'infra/bundle-functions.ts',
  'infra/function-rights.ts',
  'web',
  'package-lock.json',
];
// Besides the build that runs: what other runs on this machine may have loaded. They load a bundle once, at their start.
const keptBuilds = 12;

/**
 * Bundle the functions and synthesise the template, unless the same sources were built before.
 *
 * @throws {BuildError} with the compiler's own words
 */
export async function loadBuild(stage: string): Promise<Build> {
  mkdirSync(cacheFolder, { recursive: true });
  const functionsFolder = join(cacheFolder, `functions-${sourceHash(functionSources)}`);
  const templateFile = join(cacheFolder, `template-${stage}-${sourceHash(templateSources)}.json`);
  const made: { from: string; to: string }[] = [];
  const flags = [`--stage=${stage}`];
  for (const [flag, to] of [
    ['functions', functionsFolder],
    ['template', templateFile],
  ] as const) {
    if (existsSync(to)) continue;
    // Made beside and moved into place whole: another run may be looking.
    const from = `${to}.${process.pid}.${made.length}.tmp`;
    made.push({ from, to });
    flags.push(`--${flag}=${from}`);
  }
  if (made.length > 0) {
    await runBuild(flags);
    for (const { from, to } of made) moveIntoPlace(from, to);
    removeOldBuilds();
  }
  const { stackName, template, functionNames }: StoredTemplate = JSON.parse(readFileSync(templateFile, 'utf8'));
  const codeFolders = Object.fromEntries(
    Object.entries(functionNames).map(([logicalId, name]) => [logicalId, join(functionsFolder, name)]),
  );
  return { stackName, template, codeFolders };
}

interface StoredTemplate {
  stackName: string;
  template: Template;
  functionNames: Record<string, string>;
}

/** The sources do not compile. */
export class BuildError extends Error {
  override name = 'BuildError';
}

function runBuild(flags: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, 'build-stage.ts');
    const child = spawn(process.execPath, ['--no-warnings', script, ...flags], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      // The flags of our own process may be a test runner's.
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new BuildError(output.trim()))));
  });
}

function moveIntoPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another run was faster with the same sources.
    if (!existsSync(to)) throw error;
    rmSync(from, { recursive: true, force: true });
  }
}

function removeOldBuilds(): void {
  for (const kind of ['functions-', 'template-']) {
    const builds = readdirSync(cacheFolder)
      .filter((name) => name.startsWith(kind))
      .map((name) => join(cacheFolder, name))
      .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const old of builds.slice(keptBuilds)) rmSync(old, { recursive: true, force: true });
  }
}
