import type { ComponentChildren } from 'preact';
import { StepUpDialog } from '../actions/step-up-dialog.tsx';
import { useNow } from '../data/use-now.ts';
import { Icon } from '../icons/icon.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLanguage } from '../text/language.tsx';
import { LinkProblem } from './link-problem.tsx';
import { ReviewDone } from './review-done.tsx';
import { ReviewForm } from './review-form.tsx';
import type { ReviewSource } from './review-source.ts';
import { useReview } from './use-review.ts';

/** A review from the list to what came of it, for whoever is signed in and for whoever has the link of an e-mail. */
export const Review = ({ source }: { source: ReviewSource }) => {
  const { text, format } = useLanguage();
  const now = useNow();
  const { state, read, choose, finish, closeProblem } = useReview(source);
  const words = text.review;
  const { review, failed, result, problem } = state;
  const isSignedIn = source.kind === 'session';

  if (result && review) return <ReviewDone result={result} review={review} isSignedIn={isSignedIn} />;
  if (failed && !isSignedIn) {
    return <LinkProblem problem={failed} retry={read} returnTo="/review" signIn={words.link.go} />;
  }
  const head = (children?: ComponentChildren) => (
    <div class="page-head">
      <PageTitle name={words.title} />
      <p class="lead">{words.lead}</p>
      {children}
    </div>
  );
  if (!review) {
    return (
      <>
        {head()}
        {failed ? <Failure problem={failed} retry={read} /> : <Waiting />}
      </>
    );
  }
  if (review.devices.length === 0) return <NothingSignedIn />;
  const { lastReviewedAt, complete = true, expiresAt } = review;
  return (
    <>
      {head(
        <p class="muted small">
          {lastReviewedAt === null ? words.first : words.last(format.relative(lastReviewedAt, now))}{' '}
          {!isSignedIn && words.byLink} {expiresAt !== undefined && words.expires(format.day(expiresAt))}
        </p>,
      )}
      {!complete && <p class="hint hint-good">{words.only(format.number(review.devices.length))}</p>}
      <ReviewForm
        state={problem?.code === 'step-up-required' ? { ...state, problem: undefined } : state}
        review={review}
        withPages={isSignedIn}
        onChoose={choose}
        onFinish={() => void finish()}
      />
      {problem?.code === 'step-up-required' && <StepUpDialog onClose={closeProblem} />}
    </>
  );
};

const Waiting = () => (
  <div class="card rows">
    <Skeleton rows={4} />
  </div>
);

const NothingSignedIn = () => {
  const { text } = useLanguage();
  return (
    <div class="card empty">
      <Icon name="shield" class="empty-icon" />
      <PageTitle name={text.review.none} />
      <p>{text.review.noneLead}</p>
    </div>
  );
};
