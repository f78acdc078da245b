/** The profile that a device of this name has when none is given: "Ada's phone" is `ada-s-phone`. */
export const profileOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, 40)
    .toWellFormed()
    .replace(/^[-\p{M}]+|[-\ufffd]+$/gu, '') || 'device';

/** Whether this can be a profile: it names a file, and must not name one elsewhere. */
export const isProfile = (profile: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,63}$/u.test(profile) && profile === profile.normalize('NFC');
