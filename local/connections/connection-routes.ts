import type { RunningFunction } from '../functions/run-function.ts';
import { makeThrottle, type Throttle } from '../gateway/make-throttle.ts';
import type { ConnectionRouteSpec, ConnectionsApiSpec } from '../template/stack.ts';
import { isRecord } from '../template/template.ts';

export interface ConnectionRoute extends ConnectionRouteSpec {
  fn: RunningFunction;
  allows: Throttle;
}

export interface ConnectionRoutes {
  connect: ConnectionRoute | undefined;
  disconnect: ConnectionRoute | undefined;
  /** The one that a message names, or `$default`. */
  ofMessage(text: string): ConnectionRoute | undefined;
}

export function makeConnectionRoutes(
  api: ConnectionsApiSpec,
  functions: ReadonlyMap<string, RunningFunction>,
): ConnectionRoutes {
  const byKey = new Map(
    api.routes.map((route): [string, ConnectionRoute] => {
      const fn = functions.get(route.functionName);
      if (fn === undefined) throw new Error(`${route.key}: no function ${route.functionName}`);
      return [route.key, { ...route, fn, allows: route.throttle ? makeThrottle(route.throttle) : () => true }];
    }),
  );
  const named = new Map([...byKey].filter(([key]) => !key.startsWith('$')));
  return {
    connect: byKey.get('$connect'),
    disconnect: byKey.get('$disconnect'),
    ofMessage(text) {
      // Without routes of its own, what a message says is the function's to read.
      const key = named.size > 0 ? select(text, api.routeSelection) : undefined;
      return named.get(key ?? '') ?? byKey.get('$default');
    },
  };
}

/** Undefined for what is not JSON, or names no route. */
function select(text: string, path: readonly string[]): string | undefined {
  try {
    let value: unknown = JSON.parse(text);
    for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
