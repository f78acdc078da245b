import { SignJWT } from 'jose';
import type { LinkSigner } from '../../domain/review/ports.ts';
import { linkAlgorithm, linkKey } from './link-token.ts';
import type { ReadLinkKey } from './link-token.ts';

/** Signs links of mails, as link-token.ts says. */
export const joseLinkSigner = (readKey: ReadLinkKey): LinkSigner => ({
  async sign(purpose, { accountId, reviewId, expiresAt }) {
    return new SignJWT()
      .setProtectedHeader({ alg: linkAlgorithm })
      .setAudience(purpose)
      .setSubject(accountId)
      .setJti(reviewId)
      .setExpirationTime(new Date(expiresAt))
      .sign(await linkKey(readKey));
  },
});
