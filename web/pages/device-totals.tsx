import { deviceKindOrder } from '../parts/device-kinds.ts';
import type { DeviceList } from '../data/device-store.ts';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

/** How many devices are signed in, and of which kinds. */
export const DeviceTotals = ({ list }: { list: DeviceList }) => {
  const { text, format } = useLanguage();
  const words = text.overview;
  const active = list.devices.filter(({ state }) => state === 'active');
  const kinds = deviceKindOrder
    .map((kind) => ({ kind, count: active.filter((device) => device.kind === kind).length }))
    .filter(({ count }) => count > 0);
  const shown = format.number(active.length);
  return (
    <section class="card totals">
      <h2>
        {list.loadedAt === undefined
          ? text.common.loading
          : list.complete
            ? words.signedIn(active.length, shown)
            : words.signedInAtLeast(shown)}
      </h2>
      <ul class="kinds">
        {kinds.map(({ kind, count }) => (
          <li key={kind}>
            <a href={`/devices?kind=${kind}`} title={text.kinds[kind]}>
              <Icon name={kind} />
              <span class="visually-hidden">{text.kinds[kind]}: </span>
              {format.number(count)}
            </a>
          </li>
        ))}
      </ul>
      <a class="onward" href="/devices">
        {words.allDevices}
        <Icon name="onward" />
      </a>
    </section>
  );
};
