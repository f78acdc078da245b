import type { DatabaseSync } from 'node:sqlite';
import { CognitoError } from 'cognito-local/lib/errors.js';
import type { Clock } from 'cognito-local/lib/services/clock.js';
import type { Context } from 'cognito-local/lib/services/context.js';
import {
  attributeValue,
  UserPoolServiceImpl,
  type User,
  type UserPool as UserPoolOptions,
} from 'cognito-local/lib/services/userPoolService.js';
import { transaction } from './cognito-database.ts';
import { openDocumentStore, type DocumentStore } from './document-store.ts';
import { assertPasswordConforms } from './password-policy.ts';
import { makeSrpVerifier, passwordMatches, type SrpVerifier } from './srp.ts';

/** A user as kept: `Password`, which cognito-local's type asks for, is empty, and the verifier stands for it. */
export interface StoredUser extends User {
  SrpVerifier?: SrpVerifier;
}

/**
 * cognito-local's user pool with three things made right: a password that any of its operations saves becomes an SRP
 * verifier, e-mail addresses and phone numbers that a user signs in with are unique, and a user is found without
 * reading all of them.
 */
export class UserPool extends UserPoolServiceImpl {
  readonly #database: DatabaseSync;
  readonly #documents: DocumentStore;

  constructor(database: DatabaseSync, clients: DocumentStore, clock: Clock, options: UserPoolOptions) {
    const documents = openDocumentStore(database, options.Id);
    super(clients, clock, documents, options);
    this.#database = database;
    this.#documents = documents;
  }

  /** Find a user by username, `sub` or, where the pool allows it, e-mail address or phone number. */
  override async getUserByUsername(context: Context, username: string): Promise<StoredUser | null> {
    const row = this.#database
      .prepare(
        `SELECT username FROM aliases WHERE user_pool_id = ? AND value = ?
          ORDER BY CASE kind WHEN 'username' THEN 0 WHEN 'sub' THEN 1 ELSE 2 END LIMIT 1`,
      )
      .get(this.options.Id, this.#normalized(username));
    if (row === undefined) return null;
    return this.#documents.get<StoredUser>(context, ['Users', String(row['username'])]);
  }

  /** Throws InvalidPasswordException for a new password against the policy, AliasExistsException for a taken alias. */
  override async saveUser(_context: Context, user: StoredUser): Promise<void> {
    const kept = user.Password === '' ? user : this.#withVerifier(user, user.Password);
    transaction(this.#database, () => {
      this.#saveAliases(kept);
      this.#documents.put('Users', kept.Username, kept);
    });
  }

  override async deleteUser(context: Context, user: User): Promise<void> {
    await super.deleteUser(context, user);
    this.#deleteAliases(user.Username);
  }

  /** Whether this is the user's password. Takes the same time for a user that does not exist. */
  passwordMatches(user: StoredUser | null, password: string): boolean {
    const kept = user?.SrpVerifier ?? { salt: '1', verifier: '1' };
    return passwordMatches(this.srpIdentity(user?.Username ?? ''), kept, password) && user?.SrpVerifier !== undefined;
  }

  /** What Cognito mixes into the hashes of SRP for this user. */
  srpIdentity(username: string): { poolName: string; userId: string } {
    return { poolName: this.options.Id.slice(this.options.Id.indexOf('_') + 1), userId: username };
  }

  /** Remove the pool with all its users. */
  deleteAll(): void {
    transaction(this.#database, () => {
      this.#documents.clear();
      this.#database.prepare('DELETE FROM aliases WHERE user_pool_id = ?').run(this.options.Id);
    });
  }

  #withVerifier(user: StoredUser, password: string): StoredUser {
    assertPasswordConforms(this.options, password);
    return { ...user, Password: '', SrpVerifier: makeSrpVerifier(this.srpIdentity(user.Username), password) };
  }

  #saveAliases(user: StoredUser): void {
    this.#deleteAliases(user.Username);
    const insert = this.#database.prepare(
      'INSERT INTO aliases (user_pool_id, kind, value, username) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    for (const [kind, value] of this.#aliasesOf(user)) {
      const { changes } = insert.run(this.options.Id, kind, this.#normalized(value), user.Username);
      if (changes === 0) {
        throw new CognitoError('AliasExistsException', `An account with the given ${kind} already exists.`);
      }
    }
  }

  #deleteAliases(username: string): void {
    this.#database
      .prepare('DELETE FROM aliases WHERE user_pool_id = ? AND username = ?')
      .run(this.options.Id, username);
  }

  #aliasesOf(user: StoredUser): [kind: string, value: string][] {
    const { AliasAttributes = [], UsernameAttributes = [] } = this.options;
    const aliases: [string, string][] = [['username', user.Username]];
    const sub = attributeValue('sub', user.Attributes);
    if (sub !== undefined) aliases.push(['sub', sub]);
    for (const kind of ['email', 'phone_number']) {
      const value = attributeValue(kind, user.Attributes);
      const verified = attributeValue(`${kind}_verified`, user.Attributes) === 'true';
      const counts = UsernameAttributes.includes(kind) || (AliasAttributes.includes(kind) && verified);
      if (value !== undefined && counts) aliases.push([kind, value]);
    }
    return aliases;
  }

  #normalized(name: string): string {
    return this.options.UsernameConfiguration?.CaseSensitive === false ? name.toLowerCase() : name;
  }
}
