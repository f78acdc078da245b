import { reviewLinkScheme } from '../contracts/web-routes.ts';
import type { LinkPurpose, LinkVerifier, ReviewLink } from '../domain/review/ports.ts';
import type { World } from '../domain/ports.ts';
import type { WebDeps, WebEvent } from './web-call.ts';

/** What every function needs that the link of an e-mail leads to. No session is looked at: the link says whose it is. */
export interface ReviewLinkDeps extends WebDeps {
  world: World;
  links: LinkVerifier;
}

/** A token of ours is far shorter. */
const charactersMax = 2000;
const form = `[\\w.-]{1,${charactersMax}}`;
const inHeader = new RegExp(`^${reviewLinkScheme} +(${form})$`, 'i');
const inQuery = new RegExp(`^${form}$`);

/** The token that a page shows in its header, which no access log has. */
export const shownLink = ({ headers }: Pick<WebEvent, 'headers'>): string | undefined =>
  inHeader.exec(headers['authorization'] ?? '')?.[1];

/** The token of an address that a mail program calls by itself. */
export const addressedLink = ({ queryStringParameters }: Pick<WebEvent, 'queryStringParameters'>): string | undefined =>
  inQuery.exec(queryStringParameters?.['token'] ?? '')?.[0];

/** What a token is good for, for this one purpose. */
export const openLink = async (
  { links }: Pick<ReviewLinkDeps, 'links'>,
  token: string | undefined,
  purpose: LinkPurpose,
): Promise<({ kind: 'valid' } & ReviewLink) | { kind: 'refused'; problem: 'link-invalid' | 'link-expired' }> => {
  const verdict = token === undefined ? { kind: 'invalid' as const } : await links.verify(token, purpose);
  switch (verdict.kind) {
    case 'valid':
      return verdict;
    case 'expired':
      return { kind: 'refused', problem: 'link-expired' };
    case 'invalid':
      return { kind: 'refused', problem: 'link-invalid' };
  }
};
