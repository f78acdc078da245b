import { useRef, useState } from 'preact/hooks';
import type { ReviewResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { isolate } from '../parts/isolate.ts';
import { useLanguage } from '../text/language.tsx';
import { groupsOf, undecided } from './decisions.ts';
import type { Chosen } from './decisions.ts';
import { FinishBar } from './finish-bar.tsx';
import { ReviewGroup } from './review-group.tsx';
import type { ReviewState } from './use-review.ts';

interface ReviewFormProps {
  state: ReviewState;
  review: ReviewResource;
  withPages: boolean;
  onChoose: (id: DeviceId, chosen: Chosen) => void;
  onFinish: () => void;
}

/** The devices to decide on, and the one button that finishes. */
export const ReviewForm = ({ state, review, withPages, onChoose, onFinish }: ReviewFormProps) => {
  const { text, format } = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(false);
  const { choices, gone } = state;
  const missing = asked ? undecided(review.devices, choices) : [];

  const finish = (): void => {
    const [first] = undecided(review.devices, choices);
    setAsked(first !== undefined);
    if (!first) return onFinish();
    // When the rows are marked, and the first of them can be gone to.
    requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>('.review-missing input')?.focus());
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      {gone.length > 0 && (
        <p class="hint hint-good" role="status">
          {text.review.gone(format.list(gone.map(isolate)))}
        </p>
      )}
      {groupsOf(review.devices, review.lastReviewedAt).map((group) => (
        <ReviewGroup
          key={group.name}
          group={group}
          lastReviewedAt={review.lastReviewedAt}
          choices={choices}
          missing={new Set(missing.map(({ id }) => id))}
          withPages={withPages}
          onChoose={onChoose}
        />
      ))}
      <FinishBar state={state} devices={review.devices} missing={missing} />
    </form>
  );
};
