import { lenientDecode } from './lenient-decode.ts';

export interface RouteMatch<T> {
  route: T;
  /** Decoded; undefined when the path of the route has none. */
  pathParameters: Record<string, string> | undefined;
}

export type MatchRoute<T> = (method: string, rawPath: string) => RouteMatch<T> | undefined;

interface Node<T> {
  fixed: Map<string, Node<T>>;
  parameter: Node<T> | undefined;
  /** What ends here, by method. */
  here: Map<string, Target<T>>;
  /** `{name+}`: takes all the rest, at least one segment. */
  greedy: Map<string, Target<T>>;
}

interface Target<T> {
  route: T;
  parameters: string[];
}

/**
 * Choose routes as an HTTP API does: what is fixed before what is a parameter, that before `{proxy+}`; a method of its
 * own before `ANY`; and `$default` when nothing else fits.
 */
export function makeRouteMatcher<T extends { key: string }>(routes: readonly T[]): MatchRoute<T> {
  const root = makeNode<T>();
  let fallback: T | undefined;
  for (const route of routes) {
    const [method = '', path] = route.key.split(' ');
    if (path === undefined) {
      fallback = route;
      continue;
    }
    let node = root;
    let place = (end: Node<T>): Map<string, Target<T>> => end.here;
    const parameters: string[] = [];
    for (const segment of path.split('/').slice(1)) {
      const name = /^\{(.+?)(\+?)\}$/.exec(segment);
      if (name === null) {
        node = getOrMake(node.fixed, segment);
        continue;
      }
      parameters.push(name[1] ?? '');
      if (name[2] === '+') place = (end) => end.greedy;
      else node = node.parameter ??= makeNode();
    }
    place(node).set(method, { route, parameters });
  }

  function find(node: Node<T>, method: string, segments: string[], at: number): Found<T> | undefined {
    const segment = segments[at];
    if (segment === undefined) return targetOf(node.here, method, []);
    const fixed = node.fixed.get(segment);
    const byName = fixed && find(fixed, method, segments, at + 1);
    if (byName !== undefined) return byName;
    if (segment === '') return undefined;
    const byParameter = node.parameter && find(node.parameter, method, segments, at + 1);
    if (byParameter !== undefined) return { ...byParameter, values: [segment, ...byParameter.values] };
    return targetOf(node.greedy, method, [segments.slice(at).join('/')]);
  }

  return (method, rawPath) => {
    const found = find(root, method, rawPath.split('/').slice(1), 0);
    if (found === undefined) return fallback && { route: fallback, pathParameters: undefined };
    const { target, values } = found;
    if (values.length === 0) return { route: target.route, pathParameters: undefined };
    const pathParameters: Record<string, string> = {};
    target.parameters.forEach((name, index) => (pathParameters[name] = lenientDecode(values[index] ?? '')));
    return { route: target.route, pathParameters };
  };
}

interface Found<T> {
  target: Target<T>;
  values: string[];
}

function targetOf<T>(targets: Map<string, Target<T>>, method: string, values: string[]): Found<T> | undefined {
  const target = targets.get(method) ?? targets.get('ANY');
  return target && { target, values };
}

const makeNode = <T>(): Node<T> => ({
  fixed: new Map(),
  parameter: undefined,
  here: new Map(),
  greedy: new Map(),
});

function getOrMake<T>(nodes: Map<string, Node<T>>, name: string): Node<T> {
  const node = nodes.get(name) ?? makeNode<T>();
  nodes.set(name, node);
  return node;
}
