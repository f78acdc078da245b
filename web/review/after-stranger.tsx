import type { DeviceResource } from '../../shared/contracts/resources.ts';
import { useAsk } from '../actions/action-host.tsx';
import { signInAddress } from '../api/sign-in-address.ts';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

interface AfterStrangerProps {
  signedOut: readonly DeviceResource[];
  isSignedIn: boolean;
}

/** Where a stranger had a device of the account, signing that one out is the beginning: what else to do. */
export const AfterStranger = ({ signedOut, isSignedIn }: AfterStrangerProps) => {
  const { text } = useLanguage();
  const ask = useAsk();
  const words = text.review.stranger;
  const reasons = new Set(signedOut.map(({ signOut }) => signOut?.reason));
  const reason = (['not-mine', 'stolen'] as const).find((one) => reasons.has(one));
  if (!reason) return null;
  const steps = [words.others, words.password, words.twoFactor, words.email, words.tell];
  return (
    <section class="card look">
      <h2>
        <Icon name="alert" />
        {reason === 'not-mine' ? words.notMine : words.stolen}
      </h2>
      <p class="muted">{words.lead}</p>
      <ol class="stranger-steps">
        {steps.map(([title, lead]) => (
          <li key={title}>
            <p class="strong">{title}</p>
            <p class="muted small">{lead}</p>
            {title === words.others[0] &&
              (isSignedIn ? (
                <button
                  type="button"
                  class="button button-small button-danger-quiet"
                  onClick={() => ask({ kind: 'signOutOthers' }, reason)}
                >
                  <Icon name="out" />
                  {words.othersNow}
                </button>
              ) : (
                <a class="button button-small" href={signInAddress({ returnTo: '/devices' })}>
                  {words.othersByLink}
                </a>
              ))}
          </li>
        ))}
      </ol>
    </section>
  );
};
