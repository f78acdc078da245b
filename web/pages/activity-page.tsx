import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { ActivityResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import type { ActivityScope } from '../api/calls.ts';
import { readMoreActivity, refreshActivity } from '../data/activity-store.ts';
import { useActivity } from '../data/use-activity.ts';
import { useDevices } from '../data/use-devices.ts';
import { Icon } from '../icons/icon.tsx';
import { ActivityItem } from '../parts/activity-item.tsx';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLanguage } from '../text/language.tsx';
import { ActivityDownload } from './activity-download.tsx';
import { ofGroup } from './activity-filter.ts';

const shownAtOnce = 50;

export const ActivityPage = () => {
  const { text, format } = useLanguage();
  const { query, route } = useLocation();
  const { devices } = useDevices();
  const device = query['device'] ?? '';
  const group = query['kind'] ?? '';
  const scope: ActivityScope = device === '' ? 'account' : (device as DeviceId);
  const activity = useActivity(scope);
  const [shownMax, setShownMax] = useState(shownAtOnce);
  const words = text.activity;
  const matching = ofGroup(activity.items, group);
  const shown = matching.slice(0, shownMax);
  useEffect(() => setShownMax(shownAtOnce), [scope, group]);
  // A filter that finds little on a page looks on the next.
  const wanted = matching.length < shownMax && activity.nextCursor !== undefined;
  useEffect(() => {
    if (wanted && !activity.loading && !activity.problem) void readMoreActivity(scope);
  }, [wanted, activity.loading, scope]);

  const change = (next: { device?: string; kind?: string }): void => {
    const members = Object.entries({ device, kind: group, ...next }).filter(([, value]) => value !== '');
    const address = new URLSearchParams(members).toString();
    route(address === '' ? '/activity' : `/activity?${address}`, true);
  };
  const named = devices.map(({ id, name }) => [id, name] as const).toSorted((a, b) => format.compare(a[1], b[1]));
  const unlisted = device !== '' && !named.some(([id]) => id === device);
  return (
    <>
      <div class="page-head">
        <div>
          <PageTitle name={words.title} />
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <search class="filters">
        <SelectField
          label={words.kind}
          value={group}
          options={[['', words.anyKind], ...Object.entries(words.groups)]}
          onChange={(kind) => change({ kind })}
        />
        <SelectField
          label={words.device}
          value={device}
          options={[['', words.anyDevice], ...(unlisted ? [[device, words.unknownDevice] as const] : []), ...named]}
          onChange={(id) => change({ device: id })}
        />
        <ActivityDownload scope={scope} group={group} />
      </search>
      <p class="list-head muted small" role="status">
        {activity.loaded && (wanted && activity.loading ? words.searching : words.count(format.number(shown.length)))}
      </p>
      {activity.problem && !activity.loading && shown.length === 0 ? (
        <Failure problem={activity.problem} retry={() => void refreshActivity(scope)} />
      ) : !activity.loaded ? (
        <div class="card">
          <Skeleton rows={8} class="activity-item" />
        </div>
      ) : (
        <Days items={shown} />
      )}
      {activity.loaded && shown.length === 0 && !wanted && !activity.problem && (
        <div class="card empty">
          <Icon name="activity" class="empty-icon" />
          <h2>{words.none}</h2>
          <p>{words.noneLead}</p>
        </div>
      )}
      {(matching.length > shown.length || activity.nextCursor !== undefined) && (
        <button
          type="button"
          class="button button-more"
          aria-disabled={activity.loading}
          onClick={() => {
            setShownMax(shown.length + shownAtOnce);
            if (activity.problem) void readMoreActivity(scope);
          }}
        >
          {text.common.showMore}
        </button>
      )}
    </>
  );
};

/** The items under the days on which they happened. */
const Days = ({ items }: { items: readonly ActivityResource[] }) => {
  const { format } = useLanguage();
  const days = Map.groupBy(items, ({ at }) => format.day(at));
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day} class="day">
          <h2 class="day-name">{day}</h2>
          <ul class="card rows activity">
            {ofDay.map((item) => (
              <ActivityItem key={item.id} item={item} byClock />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};
