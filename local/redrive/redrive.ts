import { paintFor } from '../device/terminal/paint.ts';
import { runRedrive } from './run-redrive.ts';

// npm run redrive
const { stdout, stderr } = process;
process.exitCode = await runRedrive(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  paint: paintFor(stdout),
});
