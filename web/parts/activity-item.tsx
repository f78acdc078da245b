import type { ActivityResource, ActivityType } from '../../shared/contracts/resources.ts';
import { useKnownDevice } from '../data/use-devices.ts';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';
import { textOf } from '../text/text.ts';
import { isolate } from './isolate.ts';
import { reviewFacts } from './review-facts.ts';
import { TimeAgo } from './time-ago.tsx';

const icons: Record<ActivityType, IconName> = {
  'signed-in': 'person',
  'sign-in-refused': 'refused',
  'session-replaced': 'person',
  'session-signed-out': 'out',
  'device-signed-out': 'out',
  'others-signed-out': 'out',
  'everywhere-signed-out': 'out',
  'sign-out-delivered': 'info',
  'sign-out-confirmed': 'check',
  'session-expired': 'clock',
  'device-renamed': 'pencil',
  'device-trusted': 'shield',
  'device-distrusted': 'shield',
  'device-forgotten': 'trash',
  'review-requested': 'mail',
  'review-finished': 'review',
  'settings-changed': 'settings',
};

interface ActivityItemProps {
  item: ActivityResource;
  /** On a device's own page its name says nothing new. */
  withDevice?: boolean;
  /** Under the name of the day, the time of day says more than how long ago it was. */
  byClock?: boolean;
}

export const ActivityItem = ({ item, withDevice = true, byClock = false }: ActivityItemProps) => {
  const { text, format } = useLanguage();
  const device = useKnownDevice(item.device?.id);
  const by = useKnownDevice(item.by);
  const words = text.activity;
  const apps = [...new Set(item.sessions.map(({ app }) => app.name))];
  const facts = [
    apps.length > 0 && format.list(apps),
    item.place && format.place(item.place),
    item.by !== null && item.by !== item.device?.id && by && words.by(isolate(by.name)),
    item.reason && item.reason !== 'other' && text.receipt.reason(text.reasonNouns[item.reason]),
    item.type === 'signed-in' && item.detail === 'new-device' && words.newDevice,
    item.type === 'sign-in-refused' && textOf(words.refusedBecause, item.detail),
    ...reviewFacts(item, words, format),
    item.type === 'device-renamed' && item.detail !== null && words.formerName(isolate(item.detail)),
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  const alarming = item.type === 'sign-in-refused' || item.detail === 'new-device';
  return (
    <li class="activity-item">
      <span class={`tile tile-small ${alarming ? 'tile-alarming' : ''}`}>
        <Icon name={textOf(icons, item.type) ? icons[item.type] : 'info'} />
      </span>
      <div class="activity-words">
        <p>
          <span class="strong">{textOf(words.types, item.type) ?? item.type}</span>
          {withDevice && item.device && (
            <>
              {' · '}
              {device ? (
                <a href={`/devices/${item.device.id}`}>
                  <bdi>{item.device.name}</bdi>
                </a>
              ) : (
                <bdi>{item.device.name}</bdi>
              )}
            </>
          )}
        </p>
        {facts.length > 0 && (
          <p class="muted small facts">
            {facts.map((fact, index) => (
              <bdi key={index}>{fact}</bdi>
            ))}
          </p>
        )}
      </div>
      <p class="activity-time muted small">
        {byClock ? (
          <time dateTime={item.at} title={format.exact(item.at)}>
            {format.clock(item.at)}
          </time>
        ) : (
          <TimeAgo at={item.at} />
        )}
      </p>
    </li>
  );
};
