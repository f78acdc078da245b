import { createHash } from 'node:crypto';
import { Problem } from './problem.ts';

/** What a cursor belongs to: nothing but this account's same query may use it. */
export interface CursorScope {
  accountId: string;
  /** The route and whatever else selects, such as `list-devices?state=active`. */
  query: string;
}

const digestLength = 16;

/**
 * The position, bound to account and query by a digest. It needs no key: the position is a public id, and the
 * account always comes from the token, so that a forged cursor could lead nowhere its maker may not go anyway.
 */
export const encodeCursor = (position: string, scope: CursorScope): string =>
  Buffer.from(`${position}.${digest(position, scope)}`).toString('base64url');

/** @throws Problem invalid-request for a cursor of another account or query, or one that was tampered with */
export const decodeCursor = <Id extends string>(cursor: string | undefined, scope: CursorScope): Id | undefined => {
  if (cursor === undefined) return undefined;
  const [position = '', given = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  if (given !== digest(position, scope) || encodeCursor(position, scope) !== cursor) {
    throw new Problem('invalid-request', { errors: [{ pointer: '#/cursor', detail: 'is not a cursor of this list' }] });
  }
  return position as Id;
};

const digest = (position: string, { accountId, query }: CursorScope): string =>
  createHash('sha256')
    .update(JSON.stringify([accountId, query, position]))
    .digest('base64url')
    .slice(0, digestLength);
