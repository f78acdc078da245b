import type { DeviceResource } from '../../shared/contracts/resources.ts';
import { actionDevice, actionSession } from '../actions/action.ts';
import { useAsk } from '../actions/action-host.tsx';
import { useNow } from '../data/use-now.ts';
import { isolate } from '../parts/isolate.ts';
import { useLanguage } from '../text/language.tsx';

/** The apps on a device. One of several can be signed out by itself. */
export const DeviceApps = ({ device }: { device: DeviceResource }) => {
  const { text, format } = useLanguage();
  const ask = useAsk();
  const now = useNow();
  const words = text.device;
  // What is signed in comes first.
  const sessions = device.sessions.toSorted((a, b) => Number(b.state === 'active') - Number(a.state === 'active'));
  return (
    <section class="card">
      <h2>{words.apps}</h2>
      {sessions.length === 0 && <p class="muted">{words.noApps}</p>}
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id} class="app-row">
            <div class="app-words">
              <p class="strong">
                <bdi>{session.app.name}</bdi>
              </p>
              <p class="muted small facts">
                <span>{words.appStates[session.state]}</span>
                <span title={format.exact(session.createdAt)}>{words.appSince(format.date(session.createdAt))}</span>
                <span title={format.exact(session.lastSeenAt)}>
                  {words.appUsed(format.relative(session.lastSeenAt, now))}
                </span>
              </p>
            </div>
            {session.state === 'active' && device.state === 'active' && (
              <button
                type="button"
                class="button button-small button-danger-quiet"
                onClick={() =>
                  ask({ kind: 'signOutSession', device: actionDevice(device), session: actionSession(session) })
                }
              >
                {words.signOut}
                <span class="visually-hidden">: {isolate(session.app.name)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
