import { errors, jwtVerify, SignJWT } from 'jose';
import { reviewId } from '../../contracts/values.ts';
import type { LinkSigner, LinkVerifier } from '../../domain/review/ports.ts';

/** One algorithm, so that none can be asked for (RFC 8725, section 3.1; ASVS 9.1.2). */
const algorithm = 'HS256';

/**
 * Links of mails as JWTs: the subject is the account, the id the review, and the audience what the link is for
 * (ASVS 9.2.3), so that a link to turn reminders off signs nothing out.
 *
 * @param readKey the text that they are signed with, 64 random characters
 */
export const joseLinkTokens = (
  readKey: () => Promise<string>,
  { now }: { now: () => Date },
): LinkSigner & LinkVerifier => {
  const key = async () => new TextEncoder().encode(await readKey());
  return {
    async sign(purpose, { accountId, reviewId: id, expiresAt }) {
      return new SignJWT()
        .setProtectedHeader({ alg: algorithm })
        .setAudience(purpose)
        .setSubject(accountId)
        .setJti(id)
        .setExpirationTime(new Date(expiresAt))
        .sign(await key());
    },

    async verify(token, purpose) {
      const secret = await key();
      if (!isSpeltAsSigned(token)) return { kind: 'invalid' };
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: [algorithm],
          audience: purpose,
          requiredClaims: ['sub', 'jti', 'exp'],
          currentDate: now(),
        });
        const id = reviewId.safeParse(payload.jti);
        const { sub, exp } = payload;
        if (!id.success || sub === undefined || exp === undefined) return { kind: 'invalid' };
        return { kind: 'valid', accountId: sub, reviewId: id.data, expiresAt: new Date(exp * 1000).toISOString() };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { kind: 'expired' };
        if (error instanceof errors.JOSEError) return { kind: 'invalid' };
        throw error;
      }
    },
  };
};

/**
 * The same bytes have several spellings in base64url, and decoders take more than they should (RFC 4648, section 3.5).
 * Header and payload are signed as they are spelt; the signature itself counts in its one spelling only.
 */
const isSpeltAsSigned = (token: string): boolean => {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
};
