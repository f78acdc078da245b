import { useRef, useState } from 'preact/hooks';
import type { ApiProblem } from '../api/api-problem.ts';
import { isLinkOver } from '../api/api-problem.ts';
import { unsubscribe } from '../api/review-calls.ts';
import { signInAddress } from '../api/sign-in-address.ts';
import { Icon } from '../icons/icon.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { problemText } from '../parts/problem-text.ts';
import { LinkProblem } from '../review/link-problem.tsx';
import { useLanguage } from '../text/language.tsx';

/** Where the link of a reminder leads that turns reminders off: opening it does nothing, the button does. */
export const UnsubscribePage = ({ token }: { token: string | undefined }) => {
  const { text, format } = useLanguage();
  const words = text.unsubscribe;
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();

  const turnOff = async (): Promise<void> => {
    if (running.current || token === undefined) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    const answer = await unsubscribe(token);
    running.current = false;
    setBusy(false);
    if (answer.ok) setDone(true);
    else setProblem(answer.problem);
  };

  if (problem && isLinkOver(problem)) {
    return <LinkProblem problem={problem} retry={turnOff} returnTo="/settings" signIn={words.settings} />;
  }
  return (
    <div class="card session-page">
      <span class="session-icon">
        <Icon name={isDone ? 'check' : 'mail'} />
      </span>
      <PageTitle key={String(isDone)} name={isDone ? words.done : words.title} />
      {isDone ? (
        <>
          <p class="lead">{words.doneLead}</p>
          <p>{words.again}</p>
        </>
      ) : (
        <>
          <p class="lead">{words.lead}</p>
          <p>{words.stays}</p>
          {token === undefined && <p class="hint hint-bad">{words.noLink}</p>}
        </>
      )}
      {problem && (
        <p class="hint hint-bad" role="alert">
          {problemText(problem, text, format)}
        </p>
      )}
      {isDone || token === undefined ? (
        <p>
          <a
            class={`button button-wide ${isDone ? '' : 'button-primary'}`}
            href={signInAddress({ returnTo: '/settings' })}
          >
            {words.settings}
          </a>
        </p>
      ) : (
        <button type="button" class="button button-primary button-wide" aria-disabled={busy} onClick={turnOff}>
          {busy ? text.actions.busy : words.go}
        </button>
      )}
    </div>
  );
};
