import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** Whether two folders of files hold the same. */
export function sameFiles(a: string, b: string): boolean {
  const names = readdirSync(a);
  return (
    isDeepStrictEqual(names, readdirSync(b)) &&
    names.every((name) => readFileSync(join(a, name)).equals(readFileSync(join(b, name))))
  );
}
