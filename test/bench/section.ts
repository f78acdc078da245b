import type { Progress } from './progress.ts';
import type { SectionReport } from './report/section-report.ts';
import type { Sizes } from './sizes.ts';

export interface SectionProps {
  sizes: Sizes;
  progress: Progress;
  /** Aborted when the reader has seen enough; everything that waits or loops looks at it. */
  signal: AbortSignal;
}

/** One part of the bench. It ends what it has started, also when it fails. */
export type Section = (props: SectionProps) => Promise<SectionReport>;
