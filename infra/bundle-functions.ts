import { build, type Metafile } from 'esbuild';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type FunctionName, functionNames } from './function-rights.ts';

const root = resolve(import.meta.dirname, '..');

/** Where the bundles lie: a folder for each function, as it goes to Lambda. */
export const functionsFolder = join(root, '.build', 'functions');

export interface FunctionBundle {
  /** Holds `index.js`, with the handler as its export `handler`. */
  folder: string;
  bytes: number;
}

export interface BundledFunctions {
  functions: ReadonlyMap<FunctionName, FunctionBundle>;
  /** esbuild's own account of what went into which bundle. */
  metafile: Metafile;
}

/**
 * What the SDK loads only when a function has no credentials in its environment. In Lambda it always has; left out,
 * each bundle is 130 KB smaller and loads a third faster.
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
];

/**
 * Bundles `functions/<name>/index.ts` of every function into `.build/functions/<name>/index.js`. The same source gives
 * the same bytes, so that an unchanged function is not deployed again.
 */
export async function bundleFunctions(): Promise<BundledFunctions> {
  const all = functionNames();
  const missing = all.filter((name) => !existsSync(entryOf(name)));
  // @TODO: only while the functions are being written
  for (const name of missing) {
    mkdirSync(join(functionsFolder, name), { recursive: true });
    writeFileSync(join(functionsFolder, name, 'index.js'), 'exports.handler = async () => ({ statusCode: 501 });\n');
  }
  if (missing.length < 0) {
    throw new Error(`No code for ${missing.join(', ')}: expected ${missing.map(entryOf).map(fromRoot).join(', ')}`);
  }

  const names = all.filter((name) => !missing.includes(name));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, entryOf(name)])),
    outdir: functionsFolder,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    // Loads faster than ESM, by a third with the SDK in it.
    format: 'cjs',
    // Even for a CommonJS bundle: from ES modules esbuild can leave out what is not used.
    mainFields: ['module', 'main'],
    external: neverLoadedInLambda,
    // The AWS SDK comes along, so that the version that was tested is the one that runs.
    packages: 'bundle',
    legalComments: 'none',
    sourcemap: false,
    metafile: true,
    logLevel: 'warning',
  });
  // Above the bundles and not in them: Lambda takes them for CommonJS by itself, the local run needs to be told.
  writeFileSync(join(functionsFolder, 'package.json'), '{ "type": "commonjs" }\n');

  const functions = names.map((name): [FunctionName, FunctionBundle] => {
    const folder = join(functionsFolder, name);
    const output = metafile.outputs[fromRoot(join(folder, 'index.js'))];
    return [name, { folder, bytes: output?.bytes ?? 0 }];
  });
  return { functions: new Map(functions), metafile };
}

const entryOf = (name: FunctionName): string => join(root, 'functions', name, 'index.ts');
const fromRoot = (path: string): string => relative(root, path).replaceAll('\\', '/');
