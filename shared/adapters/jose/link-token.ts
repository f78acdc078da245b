/**
 * Links of mails are JWTs: the subject is the account, the id the review, and the audience what the link is for (ASVS
 * 9.2.3), so that a link to turn reminders off signs nothing out. Signing and verifying are apart: no function does
 * both.
 */

/** One algorithm, so that none can be asked for (RFC 8725, section 3.1; ASVS 9.1.2). */
export const linkAlgorithm = 'HS256';

/** The text that links are signed with, 64 random characters. */
export type ReadLinkKey = () => Promise<string>;

export const linkKey = async (readKey: ReadLinkKey): Promise<Uint8Array> => new TextEncoder().encode(await readKey());
