import type { DeviceResource } from '../../shared/contracts/resources.ts';
import { actionDevice } from '../actions/action.ts';
import { useAsk } from '../actions/action-host.tsx';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

/** What can be done with a device as it stands. */
export const DeviceActions = ({ device }: { device: DeviceResource }) => {
  const { text } = useLanguage();
  const ask = useAsk();
  const words = text.device;
  const target = actionDevice(device);
  return (
    <div class="device-actions">
      {device.state === 'active' ? (
        // Keyed: the focus that was on this button must not come to lie on the one that takes its place.
        <button
          key="sign-out"
          type="button"
          class="button button-danger"
          onClick={() => ask({ kind: 'signOutDevice', device: target })}
        >
          <Icon name="out" />
          {words.signOut}
        </button>
      ) : (
        <button
          type="button"
          class="button button-danger-quiet"
          onClick={() => ask({ kind: 'forget', device: target })}
        >
          <Icon name="trash" />
          {words.forget}
        </button>
      )}
      <button type="button" class="button" onClick={() => ask({ kind: 'rename', device: target })}>
        <Icon name="pencil" />
        {words.rename}
      </button>
      {device.state === 'active' && (
        <button
          type="button"
          class="button"
          onClick={() => ask({ kind: device.trusted ? 'distrust' : 'trust', device: target })}
        >
          <Icon name="shield" />
          {device.trusted ? words.distrust : words.trust}
        </button>
      )}
    </div>
  );
};
