import { useId, useState } from 'preact/hooks';
import type { DeviceId, Timestamp } from '../../shared/contracts/values.ts';
import { useLanguage } from '../text/language.tsx';
import { decisionOf } from './decisions.ts';
import type { Choices, Chosen, ReviewGroup as Group } from './decisions.ts';
import { ReviewDevice } from './review-device.tsx';

interface ReviewGroupProps {
  group: Group;
  lastReviewedAt: Timestamp | null;
  choices: Choices;
  /** Those that the owner has to decide on first. */
  missing: ReadonlySet<DeviceId>;
  withPages: boolean;
  onChoose: (id: DeviceId, chosen: Chosen) => void;
}

const shownAtOnce = 50;

export const ReviewGroup = ({ group, lastReviewedAt, choices, missing, withPages, onChoose }: ReviewGroupProps) => {
  const { text, format } = useLanguage();
  const id = useId();
  const [shownMax, setShownMax] = useState(shownAtOnce);
  const words = text.review;
  const title = group.name === 'new' && lastReviewedAt === null ? words.newAtFirst : words.groups[group.name];
  // What has to be decided is never hidden behind a button.
  const shown = group.name === 'others' ? group.devices.slice(0, shownMax) : group.devices;
  const rest = group.devices.length - shown.length;
  return (
    <section class="card review-group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="muted small">{words.groupLeads[group.name]}</p>
      <ul class="rows">
        {shown.map((device) => (
          <ReviewDevice
            key={device.id}
            device={device}
            lastReviewedAt={lastReviewedAt}
            chosen={decisionOf(device, choices)}
            isMissing={missing.has(device.id)}
            withPage={withPages}
            onChoose={(chosen) => onChoose(device.id, chosen)}
          />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" class="button button-more" onClick={() => setShownMax(shownMax + shownAtOnce)}>
          {words.showMore(format.number(Math.min(shownAtOnce, rest)))}
        </button>
      )}
    </section>
  );
};
