import { useEffect, useState } from 'preact/hooks';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { actionDevice } from '../actions/action.ts';
import { useAsk } from '../actions/action-host.tsx';
import type { ApiProblem } from '../api/api-problem.ts';
import { refreshActivity } from '../data/activity-store.ts';
import { deviceList, loadDevices, refreshDevice } from '../data/device-store.ts';
import { useRefreshing } from '../data/refresh.ts';
import { useStore } from '../data/store.ts';
import { receiptsOf, useFollowReceipts } from '../data/use-follow-receipts.ts';
import { useKnownDevice } from '../data/use-devices.ts';
import { useFlags } from '../data/use-flags.ts';
import { Icon } from '../icons/icon.tsx';
import { DeviceBadges, useFlagWords } from '../parts/device-badges.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { ReceiptStepper } from '../receipt/receipt-stepper.tsx';
import { useLanguage } from '../text/language.tsx';
import { DeviceActions } from './device-actions.tsx';
import { DeviceApps } from './device-apps.tsx';
import { DeviceFacts } from './device-facts.tsx';
import { DeviceHistory } from './device-history.tsx';

/** One device: what it is, what is on it, what it did, and how far its sign-out is. */
export const DevicePage = ({ id: given }: { id?: string }) => {
  const id = given as DeviceId;
  const { text } = useLanguage();
  const device = useKnownDevice(id);
  const [problem, setProblem] = useState<ApiProblem>();
  const read = async (): Promise<void> => setProblem(await refreshDevice(id));
  useRefreshing(() => void read(), id);
  useFollowReceipts(device ? [device] : []);
  // Who asked for a sign-out, and what is new about a device, the other devices tell.
  useEffect(() => {
    if (!deviceList.get().complete) void loadDevices();
  }, []);
  // Each step of the receipt is in the history too.
  const steps = device ? JSON.stringify(receiptsOf(device)) : '';
  useEffect(() => {
    if (steps !== '') void refreshActivity(id);
  }, [steps, device?.name, device?.trusted]);

  if (!device && problem) {
    return problem.code === 'not-found' ? (
      <UnknownDevice />
    ) : (
      <>
        <PageTitle name={text.device.title} />
        <Failure problem={problem} retry={read} />
      </>
    );
  }
  return (
    <>
      <p class="back">
        <a href="/devices">
          <Icon name="back" />
          {text.common.back}
        </a>
      </p>
      <div class="device-head">
        <span class="tile tile-large">
          <Icon name={device?.kind ?? 'other'} />
        </span>
        <div class="device-head-words">
          <PageTitle name={device?.name ?? text.device.title}>
            {device ? <bdi class="long-name">{device.name}</bdi> : text.common.loading}
          </PageTitle>
          {device && <HeadFacts id={id} />}
        </div>
        {device && <DeviceActions device={device} />}
      </div>
      {device ? (
        <div class="device-columns">
          <div>
            {receiptsOf(device).map(({ receipt, app }) => (
              <ReceiptStepper
                key={`${app} ${receipt.requestedAt}`}
                receipt={receipt}
                app={app}
                deviceName={device.name}
              />
            ))}
            <DeviceApps device={device} />
            <DeviceHistory id={id} />
          </div>
          <DeviceFacts device={device} />
        </div>
      ) : (
        <Skeleton rows={4} />
      )}
    </>
  );
};

const HeadFacts = ({ id }: { id: DeviceId }) => {
  const list = useStore(deviceList);
  const explain = useFlagWords();
  const ask = useAsk();
  const { text } = useLanguage();
  const device = useKnownDevice(id);
  const flags = useFlags(list).get(id) ?? [];
  if (!device) return null;
  return (
    <>
      <DeviceBadges device={device} flags={flags} />
      {flags.map((flag) => (
        <p key={flag.kind} class="muted small">
          {explain(flag)}
        </p>
      ))}
      {flags.some(({ kind }) => kind !== 'unused') && (
        <button
          type="button"
          class="button button-small"
          onClick={() => ask({ kind: 'trust', device: actionDevice(device) })}
        >
          {text.device.trust}
        </button>
      )}
    </>
  );
};

const UnknownDevice = () => {
  const { text } = useLanguage();
  return (
    <div class="card empty">
      <Icon name="search" class="empty-icon" />
      <PageTitle name={text.device.unknownTitle} />
      <p>{text.problem.byCode['not-found']}</p>
      <a class="button" href="/devices">
        {text.common.back}
      </a>
    </div>
  );
};
