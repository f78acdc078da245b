import type { ApiProblem } from '../api/api-problem.ts';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';
import { problemText } from './problem-text.ts';

interface FailureProps {
  problem: ApiProblem;
  retry: () => void;
}

/** In the place of what could not be loaded. */
export const Failure = ({ problem, retry }: FailureProps) => {
  const { text, format } = useLanguage();
  return (
    <section class="card empty" role="alert">
      <Icon name="plug" class="empty-icon" />
      <h2>{text.problem.title}</h2>
      <p>{problemText(problem, text, format)}</p>
      <button type="button" class="button" onClick={retry}>
        {text.common.retry}
      </button>
    </section>
  );
};
