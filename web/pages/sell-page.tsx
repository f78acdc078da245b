import { useState } from 'preact/hooks';
import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { actionDevice } from '../actions/action.ts';
import { useAsk } from '../actions/action-host.tsx';
import type { ApiProblem } from '../api/api-problem.ts';
import { refreshDevice } from '../data/device-store.ts';
import { useRefreshing } from '../data/refresh.ts';
import { useFollowReceipts } from '../data/use-follow-receipts.ts';
import { useKnownDevice } from '../data/use-devices.ts';
import { Icon } from '../icons/icon.tsx';
import { Failure } from '../parts/failure.tsx';
import { isolate } from '../parts/isolate.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { receiptStage } from '../receipt/receipt-steps.ts';
import { useLanguage } from '../text/language.tsx';
import { sellSteps } from './sell-steps.ts';
import { useTicks } from './use-ticks.ts';

/** Before a device is sold or given away: what to do, in order, with the sign-out in it. */
export const SellPage = ({ id: given }: { id?: string }) => {
  const id = given as DeviceId;
  const { text } = useLanguage();
  const device = useKnownDevice(id);
  const [problem, setProblem] = useState<ApiProblem>();
  const read = async (): Promise<void> => setProblem(await refreshDevice(id));
  useRefreshing(() => void read(), id);
  useFollowReceipts(device ? [device] : []);
  return (
    <>
      <p class="back no-print">
        <a href={device ? `/devices/${id}` : '/devices'}>
          <Icon name="back" />
          {device ? <bdi class="clip">{device.name}</bdi> : text.common.back}
        </a>
      </p>
      <PageTitle name={text.sell.title} />
      {device ? (
        <Checklist device={device} />
      ) : problem ? (
        <Failure problem={problem} retry={read} />
      ) : (
        <Skeleton rows={6} />
      )}
    </>
  );
};

const Checklist = ({ device }: { device: DeviceResource }) => {
  const { text, format } = useLanguage();
  const [ticks, toggle] = useTicks(device.id);
  const words = text.sell;
  const { before, after } = sellSteps(device.kind);
  const all = [...before, ...after];
  const isOut = device.state === 'signed-out';
  const done = all.filter((step) => ticks.has(step)).length + Number(isOut);
  const step = (name: (typeof all)[number]) => (
    <li key={name} class="sell-step">
      <label class="sell-label">
        <input type="checkbox" checked={ticks.has(name)} onChange={() => toggle(name)} />
        <span>
          <span class="strong">{words.steps[name][0]}</span>
          <span class="muted small">{words.steps[name][1]}</span>
        </span>
      </label>
    </li>
  );
  return (
    <>
      <p class="lead">{words.lead(isolate(device.name))}</p>
      <div class="sell-head">
        <p class="strong" role="status">
          {words.done(format.number(done), format.number(all.length + 1))}
        </p>
        <button type="button" class="button no-print" onClick={() => print()}>
          <Icon name="print" />
          {words.print}
        </button>
      </div>
      <ol class="card sell-steps">
        {before.map(step)}
        <SignOutStep device={device} />
        {after.map(step)}
      </ol>
    </>
  );
};

/** The one step that is not ticked by hand: it shows what the service says. */
const SignOutStep = ({ device }: { device: DeviceResource }) => {
  const { text, format } = useLanguage();
  const ask = useAsk();
  const words = text.sell;
  const isOut = device.state === 'signed-out';
  return (
    <li class={`sell-step sell-sign-out ${isOut ? 'sell-out' : ''}`}>
      <span class="sell-mark">{isOut && <Icon name="check" />}</span>
      <div>
        <p class="strong">
          {words.signOut}
          {isOut && <span class="visually-hidden"> ({words.signedOut})</span>}
        </p>
        <p class="muted small">{words.signOutLead}</p>
        {isOut && device.signOut && (
          <p class="small">
            <a href={`/devices/${device.id}`}>
              {words.signedOut}, {format.exact(device.signOut.requestedAt)}
            </a>
            . {text.receipt[receiptStage(device.signOut)]}
          </p>
        )}
        {!isOut && device.current && <p class="small">{words.signOutCurrent}</p>}
      </div>
      {!isOut && (
        <button
          type="button"
          class="button button-danger-quiet no-print"
          onClick={() => ask({ kind: 'signOutDevice', device: actionDevice(device) }, 'selling')}
        >
          {words.signOutNow}
        </button>
      )}
    </li>
  );
};
