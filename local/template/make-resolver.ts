import { isRecord, type Template, TemplateError } from './template.ts';

/** What a resource is called: the value of `Ref` and of each attribute. */
export interface ResourceName {
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

/** By logical id. */
export type ResourceNames = ReadonlyMap<string, ResourceName>;

export interface ResolverProps {
  template: Template;
  names: ResourceNames;
  stackName: string;
  region: string;
  account: string;
}

/** Replaces intrinsic functions by their values; `where` names the place in the template, for the error. */
export type Resolve = (value: unknown, where: string) => unknown;

/**
 * Make the function that computes CloudFormation's intrinsic functions.
 *
 * @throws {TemplateError} for an intrinsic function or a name that it does not know
 */
export function makeResolver({ template, names, stackName, region, account }: ResolverProps): Resolve {
  const pseudo: Record<string, unknown> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
    'AWS::NoValue': undefined,
  };

  function ref(name: string, where: string): unknown {
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    const parameter = template.Parameters?.[name];
    if (parameter !== undefined) return parameter.Default;
    const found = names.get(name);
    if (found === undefined) throw new TemplateError(`${where}: Ref to "${name}", which is not known here`);
    return found.ref;
  }

  function attribute(name: string, key: string, where: string): string {
    const value = names.get(name)?.attributes[key];
    if (value === undefined) throw new TemplateError(`${where}: the attribute "${key}" of "${name}" is not known here`);
    return value;
  }

  function condition(name: string, where: string): boolean {
    if (template.Conditions?.[name] === undefined) throw new TemplateError(`${where}: no condition "${name}"`);
    return resolve(template.Conditions[name], `Conditions.${name}`) === true;
  }

  const list = (value: unknown, where: string): unknown[] => {
    const resolved = resolve(value, where);
    if (!Array.isArray(resolved)) throw new TemplateError(`${where}: a list is expected`);
    return resolved;
  };
  const text = (value: unknown, where: string): string => {
    const resolved = resolve(value, where);
    if (typeof resolved === 'string' || typeof resolved === 'number') return String(resolved);
    throw new TemplateError(`${where}: text is expected`);
  };

  const intrinsics: Record<string, (argument: unknown, where: string) => unknown> = {
    Ref: (argument, where) => ref(text(argument, where), where),
    Condition: (argument, where) => condition(text(argument, where), where),
    'Fn::GetAtt': (argument, where) => {
      const [name = '', ...key] =
        typeof argument === 'string' ? argument.split('.') : list(argument, where).map(String);
      return attribute(name, key.join('.'), where);
    },
    'Fn::Join': (argument, where) => {
      const [separator, parts] = pair(argument, where);
      return list(parts, where)
        .map((part) => text(part, where))
        .join(text(separator, where));
    },
    'Fn::Split': (argument, where) => {
      const [separator, source] = pair(argument, where);
      return text(source, where).split(text(separator, where));
    },
    'Fn::Select': (argument, where) => {
      const [index, values] = pair(argument, where);
      return list(values, where)[Number(text(index, where))];
    },
    'Fn::Sub': (argument, where) => {
      const [source, own] = Array.isArray(argument) ? pair(argument, where) : [argument, {}];
      const values = isRecord(own) ? own : {};
      return text(source, where).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
        if (literal === '!') return `\${${name}}`;
        if (Object.hasOwn(values, name)) return text(values[name], where);
        const [logicalId = '', ...key] = name.split('.');
        return key.length > 0 ? attribute(logicalId, key.join('.'), where) : text({ Ref: name }, where);
      });
    },
    'Fn::If': (argument, where) => {
      const [name, yes, no] = Array.isArray(argument) ? argument : [];
      return resolve(condition(String(name), where) ? yes : no, where);
    },
    'Fn::Equals': (argument, where) => {
      const [a, b] = pair(argument, where);
      return text(a, where) === text(b, where);
    },
    'Fn::Not': (argument, where) => list(argument, where)[0] !== true,
    'Fn::And': (argument, where) => list(argument, where).every((value) => value === true),
    'Fn::Or': (argument, where) => list(argument, where).includes(true),
  };

  function resolve(value: unknown, where: string): unknown {
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, `${where}[${index}]`));
    if (!isRecord(value)) return value;
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0 && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))) {
      const intrinsic = Object.hasOwn(intrinsics, key) ? intrinsics[key] : undefined;
      if (intrinsic === undefined) throw new TemplateError(`${where}: the intrinsic function ${key} is not known here`);
      return intrinsic(value[key], where);
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, item]) => [name, resolve(item, `${where}.${name}`)] as const)
        .filter(([, item]) => item !== undefined),
    );
  }

  return resolve;
}

function pair(argument: unknown, where: string): [unknown, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [argument[0], argument[1]];
  throw new TemplateError(`${where}: two arguments are expected`);
}
