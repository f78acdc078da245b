import type { Paint } from '../device/terminal/paint.ts';
import { pad } from '../device/terminal/text-width.ts';
import { countWords } from './count-words.ts';
import type { RunCount } from './run-count.ts';
import { skipWords } from './skip-words.ts';

export interface DescribeRunProps {
  ended: 'done' | 'stuck';
  logFile: string;
  mailPage: string | undefined;
  paint: Paint;
}

/** What came of a run, and where to look next. */
export const describeRun = (count: RunCount, { ended, logFile, mailPage, paint }: DescribeRunProps): string => {
  const isWhole = ended === 'done';
  if (isWhole && count.due === 0) return `${paint.good('✓')} Nobody is due: no mail was sent`;

  const skipped = [...count.skipped].toSorted(([, a], [, b]) => b - a);
  const skippedCount = skipped.reduce((sum, [, many]) => sum + many, 0);
  const parts = [
    `${countWords(count.sent, 'mail')} sent`,
    ...(skippedCount > 0 ? [`${countWords(skippedCount, 'account')} skipped`] : []),
    ...(count.notDue > 0 ? [`${countWords(count.notDue, 'account')} not due any more`] : []),
  ];
  const width = Math.max(0, ...skipped.map(([reason]) => skipWords(reason).length));
  return [
    `${isWhole ? paint.good('✓') : paint.bad('✗')} ${countWords(count.due, 'account was', 'accounts were')} due: ${parts.join(', ')}`,
    ...skipped.map(([reason, many]) => paint.dim(`    ${pad(skipWords(reason), width)}  ${many}`)),
    ...(count.failed > 0
      ? [`  ${countWords(count.failed, 'attempt')} failed; what failed comes again. Why: ${logFile}`]
      : []),
    ...(isWhole
      ? []
      : ['  Nothing has moved for a minute. It goes on by itself; what is given up on: npm run redrive']),
    ...(count.sent > 0 && mailPage !== undefined ? [`  Read ${count.sent === 1 ? 'it' : 'them'}: ${mailPage}`] : []),
  ].join('\n');
};
