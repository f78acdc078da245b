import { build, type Metafile } from 'esbuild';
import { cpSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { functionNames } from './function-rights.ts';

const root = resolve(import.meta.dirname, '..');

/** Where the bundles lie: a folder for each function, as it goes to Lambda. */
export const functionsFolder = join(root, '.build', 'functions');

export interface BundleFunctionsProps {
  names?: readonly string[];
  /** Holds `<name>/index.ts` of each function. */
  source?: string;
  outdir?: string;
  /** Of the built dashboard, to go along with the function that serves it where no CloudFront does. */
  dashboardFolder?: string;
}

export interface BundledFunctions {
  /** By the function's name. */
  functions: ReadonlyMap<string, FunctionBundle>;
  /** esbuild's own account of what went into which bundle. */
  metafile: Metafile;
}

export interface FunctionBundle {
  /** Holds `index.js`, with the handler as its export `handler`. */
  folder: string;
  bytes: number;
}

/**
 * What the SDK loads only when a function has no credentials in its environment. In Lambda it always has; left out,
 * each bundle is 130 KB smaller.
 */
const neverLoadedInLambda = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/nested-clients/*',
  '@aws-sdk/token-providers',
  '@smithy/credential-provider-imds',
  // Loaded for operations that stream events; we call none.
  '@smithy/core/event-streams',
];

/**
 * Bundles `functions/<name>/index.ts` of every function into `.build/functions/<name>/index.js`. The same source gives
 * the same bytes, so that an unchanged function is not deployed again.
 */
export async function bundleFunctions({
  names = functionNames(),
  source = join(root, 'functions'),
  outdir = functionsFolder,
  dashboardFolder,
}: BundleFunctionsProps = {}): Promise<BundledFunctions> {
  const entryOf = (name: string): string => join(source, name, 'index.ts');
  const missing = names.filter((name) => !existsSync(entryOf(name)));
  if (missing.length > 0) {
    throw new Error(`No code for ${missing.join(', ')}: expected ${missing.map(entryOf).join(', ')}`);
  }

  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, entryOf(name)])),
    outdir,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    // Loads as fast as ESM with the SDK in it, and needs no shim for what is CommonJS in there.
    format: 'cjs',
    // From a package's ES modules esbuild can leave out what is not used: half of the SDK, and half of the cold start.
    mainFields: ['module', 'main'],
    // The AWS SDK comes along, so that the version that was tested is the one that runs.
    packages: 'bundle',
    external: neverLoadedInLambda,
    legalComments: 'none',
    sourcemap: false,
    metafile: true,
    logLevel: 'warning',
  });
  // Above the bundles and not in them: Lambda takes them for CommonJS by itself, the local run needs to be told.
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');

  if (dashboardFolder !== undefined) {
    const besideCode = join(outdir, 'web-page', 'dashboard');
    rmSync(besideCode, { recursive: true, force: true });
    cpSync(dashboardFolder, besideCode, { recursive: true });
  }

  const functions = new Map<string, FunctionBundle>();
  for (const name of names) {
    const folder = join(outdir, name);
    functions.set(name, { folder, bytes: statSync(join(folder, 'index.js')).size });
  }
  return { functions, metafile };
}
