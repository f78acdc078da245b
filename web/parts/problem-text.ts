import type { ApiProblem } from '../api/api-problem.ts';
import type { Format } from '../format/format.ts';
import { textOf } from '../text/text.ts';
import type { Text } from '../text/text.ts';

/** What happened and what to do, in words. */
export const problemText = (problem: ApiProblem, text: Text, format: Format): string => {
  const { byCode, other, waitSeconds } = text.problem;
  const words = textOf(byCode, problem.code) ?? other(problem.status);
  return problem.retryAfter === undefined ? words : `${words} ${waitSeconds(format.seconds(problem.retryAfter))}`;
};
