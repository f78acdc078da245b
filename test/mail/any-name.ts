import * as fc from 'fast-check';
import { name as nameOf } from '../../shared/contracts/values.ts';

/** Every name that a client may give: the contract decides. */
export const anyName = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 220 }),
    fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '/', ':', '.', '@', ' ', 'a', '\u202e', '\u2028', '{', '}', '$'),
      minLength: 1,
    }),
    fc.webUrl(),
    fc.emailAddress(),
  )
  .filter((text) => nameOf.safeParse(text).success);
