import { useAsk } from '../actions/action-host.tsx';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

/** The two ways to sign out more than what one has selected, with what they mean. */
export const SignOutMany = () => {
  const { text } = useLanguage();
  const ask = useAsk();
  const words = text.devices;
  return (
    <section class="card many">
      <h2>{words.more}</h2>
      <div class="many-choice">
        <div>
          <p class="strong">{words.others}</p>
          <p class="muted small">{words.othersLead}</p>
        </div>
        <button type="button" class="button button-danger-quiet" onClick={() => ask({ kind: 'signOutOthers' })}>
          <Icon name="out" />
          {words.others}
        </button>
      </div>
      <div class="many-choice">
        <div>
          <p class="strong">{words.everywhere}</p>
          <p class="muted small">{words.everywhereLead}</p>
        </div>
        <button type="button" class="button button-danger-quiet" onClick={() => ask({ kind: 'signOutEverywhere' })}>
          <Icon name="out" />
          {words.everywhere}
        </button>
      </div>
    </section>
  );
};
