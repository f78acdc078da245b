import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Paint } from '../device/terminal/paint.ts';
import { renderTable } from '../device/terminal/render-table.ts';
import { deadLetters, outputsOf } from './dead-letters.ts';
import { letterBox } from './letters.ts';
import type { Place } from './place.ts';

/** How much lies in each dead-letter queue, as a table. */
export const listLetters = async (sqs: SQSClient, place: Place, paint: Paint): Promise<string> => {
  const rows = await Promise.all(
    deadLetters.map(async (name) => {
      const queueUrl = place.optional(outputsOf(name).letters);
      return { name, count: queueUrl === undefined ? undefined : await letterBox(sqs, queueUrl).count() };
    }),
  );
  const table = renderTable(
    [
      { title: 'GIVEN UP ON BY', text: ({ name }) => name },
      {
        title: 'LETTERS',
        text: ({ count }) => (count === undefined ? 'not part of this stage' : String(count)),
        paint: (cell, { count }) => (count === undefined ? paint.dim(cell) : count > 0 ? paint.bad(cell) : cell),
      },
    ],
    rows,
    paint.dim,
  );
  const some = rows.filter(({ count = 0 }) => count > 0);
  const next =
    some.length === 0
      ? 'Nothing was given up on.'
      : ['Once the cause is mended:', ...some.map(({ name }) => `  npm run redrive -- ${name}`)].join('\n');
  return `${table}\n\n${paint.dim(next)}`;
};
