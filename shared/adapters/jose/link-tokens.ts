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
