import { useId } from 'preact/hooks';
import type { ReviewDeviceResource } from '../../shared/contracts/resources.ts';
import type { SignOutReason, Timestamp } from '../../shared/contracts/values.ts';
import { Icon } from '../icons/icon.tsx';
import { DeviceBadges } from '../parts/device-badges.tsx';
import { isolate } from '../parts/isolate.ts';
import { SelectField } from '../parts/select-field.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { useLanguage } from '../text/language.tsx';
import { likelyReason } from './decisions.ts';
import type { Chosen } from './decisions.ts';
import { FindOut } from './find-out.tsx';
import { useAttentionWords } from './use-attention-words.ts';

interface ReviewDeviceProps {
  device: ReviewDeviceResource;
  lastReviewedAt: Timestamp | null;
  chosen: Chosen | undefined;
  /** The owner wanted to finish without having decided on it. */
  isMissing: boolean;
  /** Where somebody is signed in who may see its page. */
  withPage: boolean;
  onChoose: (chosen: Chosen) => void;
}

const decisions = ['keep', 'sign-out', 'not-sure'] as const;

/** A device with why to look at it, and the three things to decide. */
export const ReviewDevice = ({ device, lastReviewedAt, chosen, isMissing, withPage, onChoose }: ReviewDeviceProps) => {
  const { text, format } = useLanguage();
  const id = useId();
  const why = useAttentionWords(device, lastReviewedAt);
  const words = text.review;
  const apps = [...new Set(device.sessions.filter(({ state }) => state === 'active').map(({ app }) => app.name))];
  const choose = (decision: (typeof decisions)[number]): void =>
    onChoose(decision === 'sign-out' ? { decision, reason: likelyReason(device) } : { decision });
  return (
    <li class={`review-row ${isMissing ? 'review-missing' : ''}`}>
      <span class={`tile ${device.attention.length > 0 ? 'tile-flag' : ''}`}>
        <Icon name={device.kind} />
      </span>
      <div class="review-words">
        <h3 class="device-name">
          {withPage ? (
            <a href={`/devices/${device.id}`}>
              <bdi>{device.name}</bdi>
            </a>
          ) : (
            <bdi>{device.name}</bdi>
          )}
          <DeviceBadges device={device} />
        </h3>
        <p class="muted small device-facts">
          <span class="visually-hidden">{text.kinds[device.kind]}. </span>
          {apps.length > 0 && <bdi title={format.list(apps)}>{format.list(apps)}</bdi>}
          <bdi>{format.place(device.lastPlace)}</bdi>
          <span>
            {text.devices.lastUsed} <TimeAgo at={device.lastSeenAt} />
          </span>
        </p>
        <div id={`${id}-why`}>
          {why.map((sentence) => (
            <p key={sentence} class="review-why small">
              <Icon name="alert" />
              {sentence}
            </p>
          ))}
        </div>
      </div>
      <div class="review-side">
        {device.current ? (
          <p class="review-current small">
            <Icon name="check" />
            {words.current}
          </p>
        ) : (
          <div
            class="review-choices"
            role="radiogroup"
            aria-label={words.decide(isolate(device.name))}
            aria-describedby={`${id}-why`}
            aria-invalid={isMissing}
          >
            {decisions.map((decision) => (
              <label key={decision} class={`review-choice review-${decision}`}>
                <input
                  type="radio"
                  name={`${id}-decision`}
                  checked={chosen?.decision === decision}
                  onChange={() => choose(decision)}
                />
                <span>{words.decisions[decision]}</span>
              </label>
            ))}
          </div>
        )}
        {chosen?.decision === 'sign-out' && (
          <SelectField
            label={text.actions.reason}
            value={chosen.reason}
            options={Object.entries(text.reasons)}
            onChange={(reason) => onChoose({ decision: 'sign-out', reason: reason as SignOutReason })}
          />
        )}
      </div>
      {chosen?.decision === 'not-sure' && (
        <div class="review-more">
          <FindOut device={device} />
        </div>
      )}
    </li>
  );
};
