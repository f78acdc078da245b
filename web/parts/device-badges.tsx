import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { Flag } from '../data/flags.ts';
import { useNow } from '../data/use-now.ts';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

interface DeviceBadgesProps {
  device: DeviceResource;
  flags?: readonly Flag[] | undefined;
}

/** What is special about a device, in a word each. */
export const DeviceBadges = ({ device, flags = [] }: DeviceBadgesProps) => {
  const { text } = useLanguage();
  const explain = useFlagWords();
  const { badges } = text;
  return (
    <span class="badges">
      {device.current && <span class="badge badge-current">{badges.current}</span>}
      {device.state === 'signed-out' && (
        <span class={`badge ${device.signOut?.confirmedAt ? 'badge-done' : 'badge-waiting'}`}>
          {device.signOut && !device.signOut.confirmedAt ? badges.onItsWay : badges.signedOut}
        </span>
      )}
      {device.trusted && (
        <span class="badge">
          <Icon name="check" />
          {badges.trusted}
        </span>
      )}
      {flags.map((flag) => (
        <span key={flag.kind} class="badge badge-flag" title={explain(flag)}>
          <Icon name="alert" />
          {text.flags[flag.kind].label}
        </span>
      ))}
    </span>
  );
};

/** Why a device needs a look, as a sentence. */
export const useFlagWords = (): ((flag: Flag) => string) => {
  const { text, format } = useLanguage();
  const now = useNow();
  return (flag) =>
    flag.kind === 'new-country'
      ? text.flags['new-country'].why(format.country(flag.country))
      : text.flags[flag.kind].why(format.relative(flag.since, now));
};
