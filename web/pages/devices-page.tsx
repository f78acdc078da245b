import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { actionDevice } from '../actions/action.ts';
import { useAsk, useLastDone } from '../actions/action-host.tsx';
import { loadDevices } from '../data/device-store.ts';
import { useDevices } from '../data/use-devices.ts';
import { useFlags } from '../data/use-flags.ts';
import { useFollowReceipts } from '../data/use-follow-receipts.ts';
import { Icon } from '../icons/icon.tsx';
import { DeviceRow } from '../parts/device-row.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLanguage } from '../text/language.tsx';
import { addressOf, filterDevices, filterFrom } from './device-filter.ts';
import { DeviceFilters } from './device-filters.tsx';
import { isolate } from '../parts/isolate.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SignOutMany } from './sign-out-many.tsx';

const shownAtOnce = 100;

export const DevicesPage = () => {
  const { text, format } = useLanguage();
  const { query } = useLocation();
  const list = useDevices();
  const ask = useAsk();
  const lastDone = useLastDone();
  const filter = filterFrom(query);
  const flags = useFlags(list);
  const found = useMemo(
    () => filterDevices(list.devices, filter, flags, format),
    [list.devices, flags, format, addressOf(filter)],
  );
  const [shownMax, setShownMax] = useState(shownAtOnce);
  const [ticked, setTicked] = useState<ReadonlySet<DeviceId>>(new Set());
  useEffect(() => setShownMax(shownAtOnce), [addressOf(filter)]);
  useEffect(() => {
    if (lastDone?.kind === 'signOutDevices') setTicked(new Set());
  }, [lastDone]);

  const shown = found.slice(0, shownMax);
  useFollowReceipts(shown.filter((device) => device.state === 'signed-out'));
  // What is not shown any more is not selected: nothing is signed out unseen.
  const selectable = shown.filter((device) => device.state === 'active');
  const selected = selectable.filter(({ id }) => ticked.has(id));
  const words = text.devices;
  const toggle = (id: DeviceId): void => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    setTicked(next);
  };

  if (list.loadedAt === undefined && list.problem) {
    return (
      <>
        <PageTitle name={words.title} />
        <Failure problem={list.problem} retry={loadDevices} />
      </>
    );
  }
  const first = list.loadedAt === undefined;
  const count = list.complete
    ? found.length === list.devices.length
      ? words.count(found.length, format.number(found.length))
      : words.countOf(format.number(found.length), format.number(list.devices.length))
    : first
      ? text.common.loading
      : words.reading(format.number(list.devices.length));
  return (
    <>
      <div class="page-head">
        <div>
          <PageTitle name={words.title} />
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <DeviceFilters filter={filter} />
      <div class="list-head">
        <p class="muted small" role="status">
          {count}
        </p>
        {selectable.length > 1 && (
          <label class="choice choice-small">
            <input
              type="checkbox"
              checked={selected.length === selectable.length}
              indeterminate={selected.length > 0 && selected.length < selectable.length}
              onChange={() =>
                setTicked(selected.length === selectable.length ? new Set() : new Set(selectable.map(({ id }) => id)))
              }
            />
            <span>{words.selectAll(format.number(selectable.length))}</span>
          </label>
        )}
      </div>
      {!list.complete && list.problem && <p class="hint hint-bad">{text.problem.ofList}</p>}
      {first ? (
        <div class="card rows">
          <Skeleton rows={6} />
        </div>
      ) : (
        <ul class="card rows">
          {shown.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              flags={flags.get(device.id)}
              before={
                device.state === 'active' ? (
                  <label class="tick">
                    <input type="checkbox" checked={ticked.has(device.id)} onChange={() => toggle(device.id)} />
                    <span class="visually-hidden">{words.select(isolate(device.name))}</span>
                  </label>
                ) : (
                  <span class="tick" aria-hidden="true" />
                )
              }
            />
          ))}
          {shown.length === 0 && list.complete && (
            <li class="empty">
              <Icon name="search" class="empty-icon" />
              <h2>{words.none}</h2>
              <p>{words.noneLead}</p>
              <a class="button" href="/devices?state=all">
                {words.clearFilters}
              </a>
            </li>
          )}
        </ul>
      )}
      {found.length > shown.length && (
        <button type="button" class="button button-more" onClick={() => setShownMax(shownMax + shownAtOnce)}>
          {words.showMore(format.number(Math.min(shownAtOnce, found.length - shown.length)))}
        </button>
      )}
      {selected.length > 0 && (
        <SelectionBar
          count={selected.length}
          onClear={() => setTicked(new Set())}
          onSignOut={() => ask({ kind: 'signOutDevices', devices: selected.map(actionDevice) })}
        />
      )}
      <SignOutMany />
    </>
  );
};
