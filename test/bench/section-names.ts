/** The parts of the bench, in the order in which they run. */
export const sectionNames = [
  'bundles',
  'guarded',
  'listing',
  'registration',
  'sign-out',
  'telling',
  'reviews',
  'refusal',
  'units',
] as const;

export type SectionName = (typeof sectionNames)[number];

export const isSectionName = (name: string): name is SectionName => sectionNames.some((known) => known === name);
