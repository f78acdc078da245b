/** Values of `$context.…`, without the prefix; what has none is written as `-`. */
export type AccessValues = Readonly<Record<string, string | number | undefined>>;

const usual = '$context.identity.sourceIp $context.requestTime "$context.routeKey" $context.status $context.requestId';

/** Make the function that writes a line of the access log in the stage's own format. */
export function makeAccessLine(format = usual): (values: AccessValues) => string {
  const parts = format.split(/\$context\.([A-Za-z0-9_.]+)/);
  // A quote in a value would break a format that is JSON.
  const escape = (value: string | number): string =>
    typeof value === 'number' ? String(value) : JSON.stringify(value).slice(1, -1);
  return (values) => parts.map((part, index) => (index % 2 === 0 ? part : escape(values[part] ?? '-'))).join('');
}
