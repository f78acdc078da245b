import { loadBuild } from '../../local/build/load-build.ts';
import { byPart } from '../../local/runtime/parts.ts';
import { nameResources } from '../../local/template/name-resources.ts';
import { readStack } from '../../local/template/read-stack.ts';

const where = {
  region: 'us-east-1',
  account: '000000000000',
  endpoints: byPart((_part, index) => `http://127.0.0.1:${index + 1}`),
};

/** The functions as the local stage's template has them, each with its bundle and its variables. */
export const localFunctions = async () => {
  const build = await loadBuild('local');
  const naming = { ...build, ...where };
  const { functions } = readStack({ ...naming, names: nameResources(naming) });
  return functions.map((spec) => ({
    spec,
    name: spec.name.replace(`${build.stackName}-`, ''),
    folder: build.codeFolders[spec.logicalId] ?? '',
  }));
};
