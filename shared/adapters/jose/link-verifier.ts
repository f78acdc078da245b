import { errors, jwtVerify } from 'jose';
import { reviewId } from '../../contracts/values.ts';
import type { LinkVerifier } from '../../domain/review/ports.ts';
import { linkAlgorithm, linkKey } from './link-token.ts';
import type { ReadLinkKey } from './link-token.ts';

/** Verifies links of mails, as link-token.ts says they are. */
export const joseLinkVerifier = (readKey: ReadLinkKey, { now }: { now: () => Date }): LinkVerifier => ({
  async verify(token, purpose) {
    const secret = await linkKey(readKey);
    if (!isSpeltAsSigned(token)) return { kind: 'invalid' };
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [linkAlgorithm],
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
});

/**
 * The same bytes have several spellings in base64url, and decoders take more than they should (RFC 4648, section 3.5).
 * Header and payload are signed as they are spelt; the signature itself counts in its one spelling only.
 */
const isSpeltAsSigned = (token: string): boolean => {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
};
