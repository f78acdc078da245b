import { routes } from '../contracts/routes.ts';
import type { Route } from '../contracts/route.ts';

const prefix = '/web/api';

/**
 * The API's path for a call of the browser, made from the route table: what is no route for a session that is signed in
 * goes nowhere, and of what came only ids are taken over.
 */
export const apiPath = (method: string, rawPath: string): string | undefined => {
  if (!rawPath.startsWith(`${prefix}/`)) return undefined;
  const segments = rawPath.slice(prefix.length).split('/');
  for (const route of Object.values<Route>(routes)) {
    if (route.method !== method || route.access !== 'session') continue;
    const params = paramsOf(route.path.split('/'), segments);
    if (params && route.params.safeParse(params).success) return segments.join('/');
  }
  return undefined;
};

/** The values in the places of `{…}`; undefined where the path is another. */
const paramsOf = (template: string[], segments: string[]): Record<string, string> | undefined => {
  if (template.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
};
