import type { DeviceId } from '../../shared/contracts/values.ts';
import { actionDevice } from '../actions/action.ts';
import { useAsk } from '../actions/action-host.tsx';
import { loadDevices } from '../data/device-store.ts';
import type { DeviceList } from '../data/device-store.ts';
import type { Flag } from '../data/flags.ts';
import { Icon } from '../icons/icon.tsx';
import { useFlagWords } from '../parts/device-badges.tsx';
import { Failure } from '../parts/failure.tsx';
import { isolate } from '../parts/isolate.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLanguage } from '../text/language.tsx';

const shownMax = 5;

interface NeedsLookProps {
  list: DeviceList;
  flags: Map<DeviceId, Flag[]>;
}

/** The devices to look at, with why and what to do; or that there are none, once all were looked at. */
export const NeedsLook = ({ list, flags }: NeedsLookProps) => {
  const { text, format } = useLanguage();
  const ask = useAsk();
  const explain = useFlagWords();
  const words = text.overview;
  const flagged = list.devices.filter(({ id }) => flags.has(id));

  if (!list.complete && list.problem && !list.loading) return <Failure problem={list.problem} retry={loadDevices} />;
  if (!list.complete) {
    return (
      <section class="card">
        <h2>{words.stillReading}</h2>
        <Skeleton rows={2} />
      </section>
    );
  }
  if (flagged.length === 0) {
    return (
      <section class="card well">
        <span class="well-mark">
          <Icon name="shield" />
        </span>
        <div>
          <h2>{words.allWell}</h2>
          <p class="muted">{words.allWellLead}</p>
        </div>
      </section>
    );
  }
  return (
    <section class="card look">
      <h2>
        <Icon name="alert" />
        {words.needsLook(flagged.length, format.number(flagged.length))}
      </h2>
      <p class="muted small">{words.needsLookLead}</p>
      <ul class="rows">
        {flagged.slice(0, shownMax).map((device) => (
          <li key={device.id} class="look-row">
            <span class="tile tile-flag">
              <Icon name={device.kind} />
            </span>
            <div class="look-words">
              <p class="device-name">
                <a href={`/devices/${device.id}`}>
                  <bdi>{device.name}</bdi>
                </a>
              </p>
              {(flags.get(device.id) ?? []).map((flag) => (
                <p key={flag.kind} class="muted small">
                  {explain(flag)}
                </p>
              ))}
            </div>
            <div class="look-actions">
              {!device.trusted && (
                <button
                  type="button"
                  class="button button-small"
                  onClick={() => ask({ kind: 'trust', device: actionDevice(device) })}
                >
                  {text.actions.trust.confirm}
                  <span class="visually-hidden">: {isolate(device.name)}</span>
                </button>
              )}
              <button
                type="button"
                class="button button-small button-danger-quiet"
                onClick={() => ask({ kind: 'signOutDevice', device: actionDevice(device) }, 'not-mine')}
              >
                {text.device.signOut}
                <span class="visually-hidden">: {isolate(device.name)}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      {flagged.length > shownMax && (
        <a class="onward" href="/devices?state=look">
          {text.common.seeAll}
          <Icon name="onward" />
        </a>
      )}
    </section>
  );
};
