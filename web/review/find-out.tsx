import type { ComponentChildren } from 'preact';
import type { ReviewDeviceResource } from '../../shared/contracts/resources.ts';
import { useLanguage } from '../text/language.tsx';

/** Of a device that its owner is not sure about: what is known of it, and what to ask oneself. */
export const FindOut = ({ device }: { device: ReviewDeviceResource }) => {
  const { text, format } = useLanguage();
  const words = text.review.findOut;
  const apps = [...new Set(device.sessions.filter(({ state }) => state === 'active').map(({ app }) => app.name))];
  const system = [device.os, device.model].filter((part) => part !== null);
  return (
    <div class="find-out">
      <h4>{words.title}</h4>
      <dl class="find-out-facts">
        <Fact name={words.firstSeen}>{format.exact(device.firstSeenAt)}</Fact>
        <Fact name={words.lastSeen}>{format.exact(device.lastSeenAt)}</Fact>
        <Fact name={words.place}>{format.place(device.lastPlace)}</Fact>
        {apps.length > 0 && <Fact name={words.apps}>{format.list(apps)}</Fact>}
        {system.length > 0 && <Fact name={words.system}>{format.list(system)}</Fact>}
      </dl>
      <ul>
        {words.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <p>{words.meanwhile}</p>
    </div>
  );
};

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <bdi>{children}</bdi>
    </dd>
  </div>
);
