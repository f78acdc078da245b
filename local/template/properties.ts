import { isRecord, TemplateError } from './template.ts';

/** Resolved properties of a resource, read by their types; each read names the place when it is not as expected. */
export interface Properties {
  readonly where: string;
  readonly all: Readonly<Record<string, unknown>>;
  has(name: string): boolean;
  text(name: string): string;
  texts(name: string): string[];
  number(name: string, fallback: number): number;
  flag(name: string): boolean;
  group(name: string): Properties;
  /** Refuse any property that is not named: it would be left out silently. */
  only(...names: string[]): Properties;
}

export function readProperties(value: unknown, where: string): Properties {
  const all = value === undefined ? {} : value;
  if (!isRecord(all)) throw new TemplateError(`${where}: properties are expected`);
  const wrong = (name: string, expected: string): TemplateError =>
    new TemplateError(`${where}.${name}: ${expected} is expected`);

  const properties: Properties = {
    where,
    all,
    has: (name) => all[name] !== undefined,
    text(name) {
      const found = all[name];
      if (typeof found !== 'string') throw wrong(name, 'text');
      return found;
    },
    texts(name) {
      const found = all[name] ?? [];
      if (!Array.isArray(found)) throw wrong(name, 'a list');
      return found.map(String);
    },
    number(name, fallback) {
      // Templates written by hand have numbers as text.
      const found = Number(all[name] ?? fallback);
      if (Number.isNaN(found)) throw wrong(name, 'a number');
      return found;
    },
    flag: (name) => all[name] === true || all[name] === 'true',
    group: (name) => readProperties(all[name], `${where}.${name}`),
    only(...names) {
      const unknown = Object.keys(all).filter((name) => !names.includes(name));
      if (unknown.length > 0) throw new TemplateError(`${where}: the local run does not know ${unknown.join(', ')}`);
      return properties;
    },
  };
  return properties;
}
