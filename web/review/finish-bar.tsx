import type { ReviewDeviceResource } from '../../shared/contracts/resources.ts';
import { isKnownRefusal } from '../api/api-problem.ts';
import { isolate } from '../parts/isolate.ts';
import { problemText } from '../parts/problem-text.ts';
import { useLanguage } from '../text/language.tsx';
import { signOutsOf, undecided } from './decisions.ts';
import type { ReviewState } from './use-review.ts';

interface FinishBarProps {
  state: ReviewState;
  devices: readonly ReviewDeviceResource[];
  /** What the owner has been told to decide on first. */
  missing: readonly ReviewDeviceResource[];
}

const namedMax = 3;

/** Stays in sight: what will be done, what is missing, and the button. */
export const FinishBar = ({ state, devices, missing }: FinishBarProps) => {
  const { text, format } = useLanguage();
  const words = text.review;
  const { choices, finishing, problem, isBack } = state;
  const toDecide = undecided(devices, choices).length;
  const signOuts = signOutsOf(devices, choices).length;
  const names = format.list(missing.slice(0, namedMax).map(({ name }) => isolate(name)));
  const more = missing.length - namedMax;
  return (
    <div class="selection finish-bar">
      {isBack && !problem && <p class="hint hint-good">{text.actions.welcomeBack}</p>}
      {missing.length > 0 && (
        <p class="hint hint-bad" role="alert">
          {more > 0 ? words.missingMore(names, format.number(more)) : words.missing(names)}
        </p>
      )}
      {problem && (
        <div class="hint hint-bad" role="alert">
          <p>
            {words.notFinished} {problemText(problem, text, format)}
          </p>
          {!isKnownRefusal(problem) && <p>{text.problem.unsure}</p>}
        </div>
      )}
      <p role="status">
        {toDecide > 0
          ? words.toDecide(toDecide, format.number(toDecide))
          : signOuts > 0
            ? words.willSignOut(signOuts, format.number(signOuts))
            : words.allStay}
      </p>
      <button
        type="submit"
        class={`button ${signOuts > 0 ? 'button-danger' : 'button-primary'}`}
        aria-disabled={finishing}
      >
        {finishing
          ? text.actions.busy
          : signOuts > 0
            ? words.finishSigningOut(signOuts, format.number(signOuts))
            : words.finish}
      </button>
    </div>
  );
};
