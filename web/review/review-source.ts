import type { ReviewFinishedResource, ReviewResource } from '../../shared/contracts/resources.ts';
import type { Answer } from '../api/api-problem.ts';
import { finishReview, finishReviewByLink, readReview, readReviewByLink } from '../api/review-calls.ts';
import type { LinkReview, ReviewDecisions } from '../api/review-calls.ts';

/** What only the link of an e-mail brings is left out where somebody is signed in. */
export type OpenReview = ReviewResource & Partial<LinkReview>;

/** Where a review comes from, and who finishes it. */
export interface ReviewSource {
  /** By link, nobody is signed in: there is no page of a device to lead to. */
  kind: 'session' | 'link';
  read(): Promise<Answer<OpenReview>>;
  finish(decisions: ReviewDecisions): Promise<Answer<ReviewFinishedResource>>;
}

export const sessionSource: ReviewSource = { kind: 'session', read: readReview, finish: finishReview };

export const linkSource = (token: string): ReviewSource => ({
  kind: 'link',
  read: () => readReviewByLink(token),
  finish: (decisions) => finishReviewByLink(token, decisions),
});
