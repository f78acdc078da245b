import { signInAddress } from '../api/sign-in-address.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { isLinkOver } from '../api/api-problem.ts';
import { Icon } from '../icons/icon.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useLanguage } from '../text/language.tsx';

interface LinkProblemProps {
  problem: ApiProblem;
  retry: () => void;
  /** Where a sign-in leads to, and how it is called. */
  returnTo: string;
  signIn: string;
}

/** Where the link of an e-mail does not lead on: why, and what does. */
export const LinkProblem = ({ problem, retry, returnTo, signIn }: LinkProblemProps) => {
  const { text } = useLanguage();
  const words = text.review.link;
  const byCode: Partial<Record<string, readonly string[]>> = words.byCode;
  const [title = '', lead = ''] = byCode[problem.code] ?? [];
  if (!isLinkOver(problem)) return <Failure problem={problem} retry={retry} />;
  const isDone = problem.code === 'review-finished';
  return (
    <div class="card session-page" role="alert">
      <span class={`session-icon ${isDone ? '' : 'session-signed-out'}`}>
        <Icon name={isDone ? 'check' : problem.code === 'link-expired' ? 'clock' : 'refused'} />
      </span>
      <PageTitle key={problem.code} name={title} />
      <p class="lead">{lead}</p>
      <p>{words.signIn}</p>
      <p>
        <a class="button button-primary button-wide" href={signInAddress({ returnTo })}>
          {signIn}
        </a>
      </p>
    </div>
  );
};
