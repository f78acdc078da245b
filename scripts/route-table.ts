import { answers } from '../shared/contracts/answers.ts';
import { routes } from '../shared/contracts/routes.ts';
import type { RouteName } from '../shared/contracts/routes.ts';
import type { Route } from '../shared/contracts/route.ts';

/** The route table as Markdown. */
export const routeTable = (): string =>
  [
    '| method and path | does | answers |',
    '| --- | --- | --- |',
    ...(Object.entries(routes) as [RouteName, Route][]).map(
      ([name, { method, path, summary }]) =>
        `| \`${method} ${path}\` | ${summary} | ${Object.keys(answers[name]).join(', ')} |`,
    ),
    '',
  ].join('\n');
