import type { Properties } from './properties.ts';
import type { SecretRecipe, SecretSpec } from './stack.ts';
import { TemplateError } from './template.ts';

/** What Secrets Manager makes values of. */
const kinds = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/** A secret. Its encryption and its copies in other regions mean nothing here. */
export function readSecret(properties: Properties, names: Pick<SecretSpec, 'logicalId' | 'name' | 'arn'>): SecretSpec {
  properties.only('Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'ReplicaRegions', 'SecretString', 'Tags');
  const generate = readRecipe(properties.group('GenerateSecretString'));
  return { ...names, ...(properties.has('SecretString') && { value: properties.text('SecretString') }), generate };
}

function readRecipe(recipe: Properties): SecretRecipe {
  // A value of four kinds that lacks one is as rare as it is harmless.
  recipe.only(
    ...Object.keys(kinds),
    'ExcludeCharacters',
    'GenerateStringKey',
    'IncludeSpace',
    'PasswordLength',
    'RequireEachIncludedType',
    'SecretStringTemplate',
  );
  const excluded = recipe.has('ExcludeCharacters') ? recipe.text('ExcludeCharacters') : '';
  const all = Object.entries(kinds).filter(([name]) => !recipe.flag(name));
  const characters = [...all.map(([, kind]) => kind), recipe.flag('IncludeSpace') ? ' ' : ''].join('');
  const left = Array.from(characters)
    .filter((character) => !excluded.includes(character))
    .join('');
  if (left === '') throw new TemplateError(`${recipe.where}: no character is left to make the secret of`);
  return {
    length: recipe.number('PasswordLength', 32),
    characters: left,
    ...(recipe.has('SecretStringTemplate') && {
      template: { json: recipe.text('SecretStringTemplate'), key: recipe.text('GenerateStringKey') },
    }),
  };
}
