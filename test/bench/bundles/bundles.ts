import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundleFunctions } from '../../../infra/bundle-functions.ts';
import { loadBuild } from '../../../local/build/load-build.ts';
import { functionEnvironment } from '../../../local/runtime/function-environment.ts';
import { byPart } from '../../../local/runtime/parts.ts';
import { nameResources } from '../../../local/template/name-resources.ts';
import { readStack } from '../../../local/template/read-stack.ts';
import { latencyOf } from '../measure/latency.ts';
import { figure } from '../report/figure.ts';
import type { Section } from '../section.ts';
import { importTime } from './import-time.ts';

interface Bundle {
  name: string;
  folder: string;
  bytes: number;
  env: Record<string, string>;
}

const bytesMax = 300 * 1024;
const sdkName = 'the SDK alone';

/** Size and import time of every function, beside the SDK's own. */
export const bundles: Section = async ({ sizes, progress, signal }) => {
  progress.step('Bundles: build');
  const folder = mkdtempSync(join(tmpdir(), 'remote-sign-out-bench-'));
  try {
    const source = join(import.meta.dirname, 'functions');
    await bundleFunctions({ names: ['sdk'], source, outdir: folder });
    const functions = await functionBundles();
    const all: Bundle[] = [
      ...functions,
      { name: sdkName, ...sized(join(folder, 'sdk')), env: { AWS_REGION: 'us-east-1' } },
    ];

    const rounds = sizes.bundles.imports;
    const times = new Map(all.map(({ name }) => [name, [] as number[]]));
    progress.step('Bundles: import in fresh processes');
    // Round after round, so that what else the machine does falls on all of them.
    for (let round = 0; round < rounds; round++) {
      for (const [index, { name, folder: code, env }] of all.entries()) {
        times.get(name)?.push(await importTime(code, env, signal));
        progress.at(round * all.length + index + 1, rounds * all.length);
      }
    }

    const figures = all.map(({ name, bytes }) => ({ name, bytes, importMs: latencyOf(times.get(name) ?? []).p50 }));
    const ordered = figures.toSorted((a, b) => b.bytes - a.bytes);
    const largest = ordered.find(({ name }) => name !== sdkName);
    return {
      title: 'Bundles',
      tables: [
        {
          caption: `Minified, with everything in it; import in a fresh process, median of ${rounds}`,
          columns: ['function', { number: 'size' }, { number: 'import' }],
          rows: ordered.map(({ name, bytes, importMs }) => [name, figure.kib(bytes), figure.ms(importMs)]),
        },
      ],
      notes: [
        '"The SDK alone" is a bundle of @aws-sdk/client-dynamodb and lib-dynamodb with the same options and the commands that our functions use. The import includes what a function makes at its start: variables checked, clients, schemas.',
      ],
      checks: [
        {
          what: 'the largest bundle of a function',
          wanted: `under ${figure.kib(bytesMax)}`,
          found: `${figure.kib(largest?.bytes ?? 0)} (${largest?.name})`,
          met: (largest?.bytes ?? Infinity) < bytesMax,
        },
      ],
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The functions as they are deployed, each with the variables that its template gives it. */
async function functionBundles(): Promise<Bundle[]> {
  const build = await loadBuild('local');
  const endpoints = byPart(() => 'http://127.0.0.1:9');
  const naming = { ...build, region: 'us-east-1', account: '000000000000', endpoints };
  const { functions } = readStack({ ...naming, names: nameResources(naming) });
  return functions.map((spec) => {
    const folder = build.codeFolders[spec.logicalId] ?? '';
    return {
      name: basename(folder),
      ...sized(folder),
      env: functionEnvironment({
        spec,
        folder,
        aws: { region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } },
        endpoints,
      }),
    };
  });
}

const sized = (folder: string): { folder: string; bytes: number } => ({
  folder,
  bytes: statSync(join(folder, 'index.js')).size,
});
