import { isRecord, TemplateError } from '../template/template.ts';

/** Whether a stream record goes to the function. */
export type RecordFilter = (record: unknown) => boolean;

type Test = (value: unknown) => boolean;

/**
 * Make a filter from the patterns of an event source mapping; a record passes when it fits one of them.
 *
 * @throws {TemplateError} for an operator that is not known here: it would be wrong to guess
 */
export function makeRecordFilter(patterns: readonly string[]): RecordFilter {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map((pattern) => fitting(JSON.parse(pattern), pattern));
  return (record) => tests.some((test) => test(record));
}

/** An object in a pattern is fitted field by field; a list holds what the value may be. */
function fitting(pattern: unknown, whole: string): Test {
  if (Array.isArray(pattern)) {
    const options = pattern.map((option) => optionTest(option, whole));
    return (value) => options.some((test) => (Array.isArray(value) ? value.some(test) : test(value)));
  }
  if (!isRecord(pattern)) throw new TemplateError(`The filter ${whole} has a value outside of a list`);
  const fields = Object.entries(pattern).map(([name, field]) => {
    if (name.startsWith('$')) throw new TemplateError(`The filter ${whole} uses ${name}, which is not known here`);
    return [name, fitting(field, whole)] as const;
  });
  return (value) => fields.every(([name, test]) => test(isRecord(value) ? value[name] : undefined));
}

function optionTest(option: unknown, whole: string): Test {
  if (!isRecord(option)) return (value) => value === option;
  const [operator = '', ...others] = Object.keys(option);
  const argument = option[operator];
  if (others.length === 0) {
    switch (operator) {
      case 'exists':
        return (value) => (value !== undefined) === argument;
      case 'prefix':
        return (value) => typeof value === 'string' && value.startsWith(String(argument));
      case 'suffix':
        return (value) => typeof value === 'string' && value.endsWith(String(argument));
      case 'equals-ignore-case':
        return (value) => typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase();
      case 'anything-but': {
        const excluded = [argument].flat();
        if (!excluded.some(isRecord)) return (value) => value !== undefined && !excluded.includes(value);
        break;
      }
    }
  }
  throw new TemplateError(`The filter ${whole} uses ${JSON.stringify(option)}, which is not known here`);
}
