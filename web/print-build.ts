import { buildDashboard } from './build.ts';

// node web/print-build.ts: builds the dashboard and says what its first load costs.
const { folder, files } = await buildDashboard();
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(7)} KB`;
process.stdout.write(`${folder}\n${' '.repeat(28)}        size        gzip      brotli\n`);
for (const { name, bytes, gzip, brotli } of files) {
  process.stdout.write(`  ${name.padEnd(28)} ${kilobytes(bytes)}  ${kilobytes(gzip)}  ${kilobytes(brotli)}\n`);
}
