import type { ComponentChildren } from 'preact';
import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { Flag } from '../data/flags.ts';
import { Icon } from '../icons/icon.tsx';
import { ReceiptDots } from '../receipt/receipt-dots.tsx';
import { useLanguage } from '../text/language.tsx';
import { DeviceBadges } from './device-badges.tsx';
import { TimeAgo } from './time-ago.tsx';

interface DeviceRowProps {
  device: DeviceResource;
  flags?: readonly Flag[] | undefined;
  /** Before the row, such as a box to tick. */
  before?: ComponentChildren;
  after?: ComponentChildren;
}

/** A device in a list: what it is, what is on it, where and when it was last used. */
export const DeviceRow = ({ device, flags, before, after }: DeviceRowProps) => {
  const { text, format } = useLanguage();
  const apps = [...new Set(appsOf(device))];
  return (
    <li class={`device-row ${device.state === 'signed-out' ? 'device-row-out' : ''}`}>
      {before}
      <span class="tile">
        <Icon name={device.kind} />
      </span>
      <div class="device-words">
        <p class="device-name">
          <a href={`/devices/${device.id}`}>
            <bdi>{device.name}</bdi>
          </a>
          <DeviceBadges device={device} flags={flags} />
        </p>
        <p class="muted small device-facts">
          <span class="visually-hidden">{text.kinds[device.kind]}. </span>
          {apps.length > 0 && <bdi title={format.list(apps)}>{format.list(apps)}</bdi>}
          <bdi>{format.place(device.lastPlace)}</bdi>
        </p>
      </div>
      <p class="device-time muted small">
        {device.signOut && device.state === 'signed-out' ? (
          <>
            <span>
              {text.devices.signedOutAt} <TimeAgo at={device.signOut.requestedAt} />
            </span>
            <ReceiptDots receipt={device.signOut} />
          </>
        ) : (
          <span>
            <span class="wide-only">{text.devices.lastUsed} </span>
            <TimeAgo at={device.lastSeenAt} />
          </span>
        )}
      </p>
      {after}
    </li>
  );
};

/** Of a device that is signed in, the apps that are; of another, those that were. */
const appsOf = ({ state, sessions }: DeviceResource): string[] =>
  sessions.filter((session) => state === 'signed-out' || session.state === 'active').map(({ app }) => app.name);
