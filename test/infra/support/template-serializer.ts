import type { expect } from '@jest/globals';

type Serializer = Parameters<typeof expect.addSnapshotSerializer>[0];

const widthMax = 120;

/**
 * Writes what fits into a line on one, and CloudFormation's references as cdk-nag does: `<Topic>`, `<Role.Arn>`,
 * `'arn:<AWS::Partition>:sns:…'`. Nothing is left out, but a snapshot is shorter by a third, and can be read.
 */
export const templateSerializer: Serializer = {
  test: (value: unknown) => isList(value) || isRecord(value),
  serialize: (value: unknown, config, indentation, depth, refs, printer) => {
    const reference = referenceOf(value);
    if (reference !== undefined) return reference;
    const line = lineOf(value);
    if (indentation.length + line.length <= widthMax) return line;
    const within = indentation + config.indent;
    const print = (child: unknown): string => printer(child, config, within, depth, refs);
    if (isList(value)) return `[\n${value.map((child) => `${within}${print(child)},\n`).join('')}${indentation}]`;
    const members = membersOf(value).map(([name, child]) => `${within}${JSON.stringify(name)}: ${print(child)},\n`);
    return `{\n${members.join('')}${indentation}}`;
  },
};

function lineOf(value: unknown): string {
  const reference = referenceOf(value);
  if (reference !== undefined) return reference;
  if (isList(value)) return `[${value.map(lineOf).join(', ')}]`;
  if (isRecord(value)) {
    return `{ ${membersOf(value)
      .map(([name, child]) => `${JSON.stringify(name)}: ${lineOf(child)}`)
      .join(', ')} }`;
  }
  return JSON.stringify(value);
}

/** What `Ref`, `Fn::GetAtt` and a `Fn::Join` of nothing but these and text stand for. */
function referenceOf(value: unknown): string | undefined {
  if (!isRecord(value) || Object.keys(value).length !== 1) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value;
  if (typeof ref === 'string') return `<${ref}>`;
  if (isList(attribute)) return `<${attribute.join('.')}>`;
  if (!isList(join) || join[0] !== '' || !isList(join[1])) return undefined;
  const parts = join[1].map((part) => (typeof part === 'string' ? textOf(part) : referenceOf(part)));
  return parts.includes(undefined) ? undefined : `'${parts.join('')}'`;
}

/** Undefined for a text that would look like a reference. */
const textOf = (text: string): string | undefined =>
  text.includes('<') ? undefined : JSON.stringify(text).slice(1, -1);

const membersOf = (value: unknown): [string, unknown][] =>
  isRecord(value) ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)) : [];

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !isList(value);
