import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Receipt } from '../../shared/contracts/resources.ts';
import { signInAddress } from '../api/sign-in-address.ts';
import type { SessionState } from '../data/session-state.ts';
import { useKnownDevice } from '../data/use-devices.ts';
import { useNow } from '../data/use-now.ts';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { isolate } from '../parts/isolate.ts';
import { hush } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useLanguage } from '../text/language.tsx';
import { textOf } from '../text/text.ts';

/** In the place of every page while nobody is signed in here: says why, and leads to the sign-in. */
export const SessionPage = ({ state }: { state: SessionState }) => {
  const { text } = useLanguage();
  // What was said of the pages before is told here in full.
  useEffect(hush, []);
  const words = text.session;
  const { query } = useLocation();
  const pages: Record<string, [string, IconName]> = {
    none: [words.welcomeTitle, 'shield'],
    ended: [words.endedTitle, 'clock'],
    left: [words.leftTitle, 'out'],
    'signed-out': [words.signedOutTitle, 'refused'],
  };
  const [title, icon] = pages[state.kind] ?? [words.welcomeTitle, 'shield'];
  return (
    <div class="card session-page">
      <span class={`session-icon session-${state.kind}`}>
        <Icon name={icon} />
      </span>
      <PageTitle key={state.kind} name={title} />
      {state.kind === 'none' && query['problem'] !== undefined && <SignInProblem code={query['problem']} />}
      {state.kind === 'none' && <Welcome />}
      {state.kind === 'ended' && <p class="lead">{words.ended}</p>}
      {state.kind === 'left' && <p class="lead">{words.left}</p>}
      {state.kind === 'signed-out' && <SignedOut receipt={state.signOut} />}
      <SignInLink again={state.kind !== 'none'} />
    </div>
  );
};

const SignInLink = ({ again }: { again: boolean }) => {
  const { text } = useLanguage();
  // Drawn with the page, so that it leads back to the address at that moment.
  return (
    <p>
      <a class="button button-primary button-wide" href={signInAddress()}>
        {again ? text.session.signInAgain : text.session.signIn}
      </a>
    </p>
  );
};

const Welcome = () => {
  const { text } = useLanguage();
  return (
    <>
      <p class="lead">{text.session.welcome}</p>
      <ul class="points">
        {text.session.points.map((point) => (
          <li key={point}>
            <Icon name="check" />
            {point}
          </li>
        ))}
      </ul>
    </>
  );
};

const SignInProblem = ({ code }: { code: string }) => {
  const { text } = useLanguage();
  return (
    <div class="hint hint-bad" role="alert">
      <p>
        <strong>{text.signInProblem.title}.</strong>{' '}
        {textOf(text.signInProblem.byCode, code) ?? text.signInProblem.other}
      </p>
    </div>
  );
};

const SignedOut = ({ receipt }: { receipt: Receipt | undefined }) => {
  const { text, format } = useLanguage();
  const by = useKnownDevice(receipt?.requestedBy);
  const now = useNow();
  const words = text.session;
  if (!receipt) return <p class="lead">{words.signedOut}</p>;
  const time = format.relative(receipt.requestedAt, now);
  const sentence = by
    ? by.current
      ? words.signedOutByThis(time)
      : words.signedOutBy(isolate(by.name), time)
    : receipt.requestedBy === null
      ? words.signedOutByLink(time)
      : words.signedOutByOther(time);
  return (
    <>
      <p class="lead" title={format.exact(receipt.requestedAt)}>
        {sentence} {receipt.reason !== 'other' && words.signedOutReason(text.reasonNouns[receipt.reason])}
      </p>
      {!by?.current && <p>{words.signedOutHelp}</p>}
    </>
  );
};
