import { invalidParameter } from './sns-answer.ts';

/** Parameters of a call in the AWS Query protocol. */
export interface QueryParameters {
  /** @throws {SnsError} when it is missing */
  text(name: string): string;
  optional(name: string): string | undefined;
  /** `Attributes.entry.1.key`, `Attributes.entry.1.value`, … as they are numbered. */
  map(name: string): Record<string, string>;
  /** `MessageAttributes.entry.1.Name`, `MessageAttributes.entry.1.Value.StringValue`, … */
  messageAttributes(): Record<string, string>;
}

export function readQueryParameters(form: URLSearchParams): QueryParameters {
  function pairs(prefix: string, key: string, values: readonly string[]): Record<string, string> {
    const found: Record<string, string> = {};
    for (let index = 1; form.has(`${prefix}.entry.${index}.${key}`); index += 1) {
      const value = values.map((name) => form.get(`${prefix}.entry.${index}.${name}`)).find((text) => text !== null);
      found[form.get(`${prefix}.entry.${index}.${key}`) ?? ''] = value ?? '';
    }
    return found;
  }
  return {
    text(name) {
      const value = form.get(name);
      if (value === null || value === '') throw invalidParameter(`${name} Reason: cannot be empty`);
      return value;
    },
    optional: (name) => form.get(name) ?? undefined,
    map: (name) => pairs(name, 'key', ['value']),
    messageAttributes: () => pairs('MessageAttributes', 'Name', ['Value.StringValue', 'Value.BinaryValue']),
  };
}
