import { routes } from '../shared/contracts/routes.ts';
import type { Route } from '../shared/contracts/routes.ts';

/** The route table as Markdown. */
export const routeTable = (): string =>
  [
    '| method and path | does | answers |',
    '| --- | --- | --- |',
    ...Object.values<Route>(routes).map(
      ({ method, path, summary, answers }) =>
        `| \`${method} ${path}\` | ${summary} | ${Object.keys(answers).join(', ')} |`,
    ),
    '',
  ].join('\n');
