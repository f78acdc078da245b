import { createHash } from 'node:crypto';

/** This browser, as one account knows it. */
export interface KnownDevice {
  id: string;
  secret: string;
}

/** A family shares a browser, and each of them has it among their devices. */
const accountsMax = 5;

const written = /^([\w-]{11})\.(dev_[0-9a-z]{26})\.([\w-]{1,200})$/;

/** A tag in the place of the account's id, which is nobody's business in a cookie. */
const tagOf = (accountId: string): string => createHash('sha256').update(accountId).digest('base64url').slice(0, 11);

const entriesOf = (cookie: string | undefined): [tag: string, device: KnownDevice][] =>
  (cookie ?? '').split('~', accountsMax).flatMap((entry) => {
    const [, tag, id, secret] = written.exec(entry) ?? [];
    return tag !== undefined && id !== undefined && secret !== undefined ? [[tag, { id, secret }] as const] : [];
  }) as [string, KnownDevice][];

/** The device that this browser is to the account, by the browser's cookie. */
export const knownDevice = (cookie: string | undefined, accountId: string): KnownDevice | undefined =>
  entriesOf(cookie).find(([tag]) => tag === tagOf(accountId))?.[1];

/** The cookie with the account's device in it, the last used first. */
export const withDevice = (cookie: string | undefined, accountId: string, device: KnownDevice): string => {
  const tag = tagOf(accountId);
  return [[tag, device] as const, ...entriesOf(cookie).filter(([other]) => other !== tag)]
    .slice(0, accountsMax)
    .map(([each, { id, secret }]) => `${each}.${id}.${secret}`)
    .join('~');
};
