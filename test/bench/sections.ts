import type { SectionName } from './section-names.ts';
import type { Section } from './section.ts';
import { bundles } from './bundles/bundles.ts';
import { guarded } from './guarded/guarded.ts';
import { listing } from './listing/listing.ts';
import { refusal } from './refusal/refusal.ts';
import { registration } from './registration/registration.ts';
import { reviews } from './reviews/reviews.ts';
import { signOut } from './sign-out/sign-out.ts';
import { telling } from './telling/telling.ts';
import { units } from './units/units.ts';

export const sections: Readonly<Record<SectionName, Section>> = {
  bundles,
  guarded,
  listing,
  registration,
  'sign-out': signOut,
  telling,
  reviews,
  refusal,
  units,
};
