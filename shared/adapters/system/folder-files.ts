import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Every file of a folder and those below it, by its path as in an address: `/index.html`. Read once. */
export const folderFiles = (folder: string): ReadonlyMap<string, Buffer> => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length).split(sep).join('/'), readFileSync(file)];
    }),
  );
};
