import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionNames } from '../../../infra/function-rights.ts';

export interface DummyCode {
  /** A folder with a bundle for each function, each of which does nothing. */
  codeRoot: string;
  /** A dashboard of one page and one script. */
  dashboardFolder: string;
  /** A new folder for a cloud assembly. */
  outdir: () => string;
  /** Takes all of it away. */
  remove: () => void;
}

/** What synthesis needs of the disk. The bundles are always the same, whatever the functions have become. */
export function dummyCode(): DummyCode {
  const folder = mkdtempSync(join(tmpdir(), 'remote-sign-out-infra-'));
  const codeRoot = join(folder, 'functions');
  for (const name of functionNames()) {
    mkdirSync(join(codeRoot, name), { recursive: true });
    writeFileSync(join(codeRoot, name, 'index.js'), `exports.handler = async () => '${name}';\n`);
  }
  const dashboardFolder = join(folder, 'dashboard');
  mkdirSync(join(dashboardFolder, 'assets'), { recursive: true });
  writeFileSync(join(dashboardFolder, 'index.html'), '<!doctype html>\n');
  writeFileSync(join(dashboardFolder, 'assets', 'app-ABCDEFGH.js'), '\n');
  return {
    codeRoot,
    dashboardFolder,
    outdir: () => mkdtempSync(join(folder, 'cdk.out-')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
