import { paintFor } from '../device/terminal/paint.ts';
import { runReviews } from './run-reviews.ts';

// npm run reviews
const { stdout, stderr } = process;
process.exitCode = await runReviews(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  // One line that is written over; what goes into a file does without it.
  progress: (text) => void (stderr.isTTY && stderr.write(`\r\u001b[K${text}`)),
  paint: paintFor(stdout),
});
