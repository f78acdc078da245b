import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '..');

/** Where the dashboard lies, ready to be served: index.html, and everything else under a name with its hash. */
export const dashboardFolder = join(root, '.build', 'web');

export interface BuiltDashboard {
  folder: string;
  files: { name: string; bytes: number; gzip: number; brotli: number }[];
}

/**
 * Bundles `web/` into `.build/web`. The same source gives the same bytes under the same names, so a file with a hash
 * may be kept for ever, and building beside another build does no harm.
 */
export async function buildDashboard({ outdir = dashboardFolder } = {}): Promise<BuiltDashboard> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { app: 'web/main.tsx', style: 'web/styles/main.css' },
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    entryNames: 'assets/[name]-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    sourcemap: false,
    logLevel: 'silent',
  });

  const contents = new Map<string, Uint8Array>();
  const addressOf: Record<string, string> = {};
  for (const { path, contents: bytes } of outputFiles) {
    const name = relative(outdir, path);
    contents.set(name, bytes);
    const entry = metafile.outputs[relative(root, path)]?.entryPoint;
    addressOf[entry === 'web/main.tsx' ? 'script' : 'style'] = `/${name}`;
  }
  const icon = readFileSync(join(root, 'web', 'icon.svg'));
  const iconName = `assets/icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`;
  contents.set(iconName, icon);
  addressOf['icon'] = `/${iconName}`;

  const page = readFileSync(join(root, 'web', 'index.html'), 'utf8');
  const filled = page.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const address = addressOf[key];
    if (address === undefined) throw new Error(`web/index.html asks for ${key}, which the build does not make`);
    return address;
  });
  contents.set('index.html', Buffer.from(filled));

  writeFiles(outdir, contents);
  const files = [...contents].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  }));
  return { folder: outdir, files };
}

/** Each file is moved into place whole, index.html last; what an earlier build left is removed. */
function writeFiles(folder: string, contents: Map<string, Uint8Array>): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const [name, bytes] of contents) {
    const to = join(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(`${to}.${process.pid}.tmp`, bytes);
    renameSync(`${to}.${process.pid}.tmp`, to);
  }
  for (const name of readdirSync(join(folder, 'assets'))) {
    if (!contents.has(`assets/${name}`) && !name.endsWith('.tmp'))
      rmSync(join(folder, 'assets', name), { force: true });
  }
}
