import type { ComponentChildren } from 'preact';
import type { DeviceResource } from '../../shared/contracts/resources.ts';
import { useActivity } from '../data/use-activity.ts';
import { Icon } from '../icons/icon.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { useLanguage } from '../text/language.tsx';

/** What is known of a device, and the places that its history names. */
export const DeviceFacts = ({ device }: { device: DeviceResource }) => {
  const { text, format } = useLanguage();
  const words = text.device;
  const { items } = useActivity(device.id);
  const places = new Map<string, string>();
  for (const { place, at } of items) {
    const name = place && format.place(place);
    // Newest first: the first time a place is met is the last time it was used.
    if (name && !places.has(name)) places.set(name, at);
  }
  return (
    <aside class="device-side">
      <section class="card">
        <h2>{words.facts}</h2>
        <dl class="facts-list">
          <Fact name={words.kind}>{text.kinds[device.kind]}</Fact>
          {device.os !== null && (
            <Fact name={words.system}>
              <bdi>{device.os}</bdi>
            </Fact>
          )}
          {device.model !== null && (
            <Fact name={words.model}>
              <bdi>{device.model}</bdi>
            </Fact>
          )}
          <Fact name={words.lastSeen}>
            <TimeAgo at={device.lastSeenAt} />
          </Fact>
          <Fact name={words.lastPlace}>
            <bdi>{format.place(device.lastPlace)}</bdi>
          </Fact>
          <Fact name={words.firstSeen}>
            <TimeAgo at={device.firstSeenAt} />
          </Fact>
        </dl>
      </section>
      <section class="card">
        <h2>{words.places}</h2>
        {places.size === 0 ? (
          <p class="muted">{words.noPlaces}</p>
        ) : (
          <ul class="places">
            {[...places].map(([name, at]) => (
              <li key={name}>
                <bdi>{name}</bdi>
                <span class="muted small">
                  <TimeAgo at={at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <a class="card card-link" href={`/sell/${device.id}`}>
        <Icon name="list" />
        <span>{words.sell}</span>
        <Icon name="onward" />
      </a>
    </aside>
  );
};

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
