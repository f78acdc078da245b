import { randomInt } from 'node:crypto';
import { CognitoError } from 'cognito-local/lib/errors.js';
import type { UserPool } from 'cognito-local/lib/services/userPoolService.js';

const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** Refuse a password that the pool's policy refuses, in Cognito's words (InvalidPasswordException). */
export function assertPasswordConforms(pool: UserPool, password: string): void {
  const policy = pool.Policies?.PasswordPolicy;
  const rules: [wrong: boolean, reason: string][] = [
    [password.length < (policy?.MinimumLength ?? 8) || password.length > 256, 'not long enough'],
    [policy?.RequireUppercase === true && !/\p{Lu}/u.test(password), 'must have uppercase characters'],
    [policy?.RequireLowercase === true && !/\p{Ll}/u.test(password), 'must have lowercase characters'],
    [policy?.RequireNumbers === true && !/\d/.test(password), 'must have numeric characters'],
    [policy?.RequireSymbols === true && !SYMBOL.test(password), 'must have symbol characters'],
  ];
  const broken = rules.find(([wrong]) => wrong);
  if (broken !== undefined) {
    throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: Password ${broken[1]}`);
  }
}

/** A password that conforms with any policy, for AdminCreateUser without one. */
export function makeTemporaryPassword(pool: UserPool): string {
  const length = Math.max(12, pool.Policies?.PasswordPolicy?.MinimumLength ?? 0);
  const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#%&*+-'];
  return Array.from({ length }, (_, index) => {
    const characters = kinds[index % kinds.length] ?? '';
    return characters.charAt(randomInt(characters.length));
  }).join('');
}
