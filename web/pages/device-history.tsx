import { useEffect, useState } from 'preact/hooks';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { readMoreActivity, refreshActivity } from '../data/activity-store.ts';
import { useActivity } from '../data/use-activity.ts';
import { useNow } from '../data/use-now.ts';
import { ActivityItem } from '../parts/activity-item.tsx';
import { Failure } from '../parts/failure.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLanguage } from '../text/language.tsx';
import { ActivityPicture, pictureDays } from './activity-picture.tsx';

const shownAtOnce = 10;
// The picture is of 90 days; a device that fills more pages than these is said to have more.
const itemsMax = 1000;

/** What a device did: as a picture, and in full. */
export const DeviceHistory = ({ id }: { id: DeviceId }) => {
  const { text } = useLanguage();
  const activity = useActivity(id);
  const now = useNow();
  const [shownMax, setShownMax] = useState(shownAtOnce);
  const oldest = activity.items.at(-1)?.at;
  const reaches = oldest !== undefined && now.getTime() - Date.parse(oldest) > pictureDays * 86_400_000;
  const wanted = !reaches && activity.items.length < itemsMax && activity.nextCursor !== undefined;
  useEffect(() => {
    if (wanted && !activity.loading && !activity.problem) void readMoreActivity(id);
  }, [wanted, activity.loading]);

  if (!activity.loaded) {
    return activity.problem && !activity.loading ? (
      <Failure problem={activity.problem} retry={() => void refreshActivity(id)} />
    ) : (
      <section class="card">
        <h2>{text.device.history}</h2>
        <Skeleton rows={5} class="activity-item" />
      </section>
    );
  }
  const more = activity.items.length > shownMax || activity.nextCursor !== undefined;
  return (
    <>
      <section class="card">
        <h2>{text.device.picture}</h2>
        <ActivityPicture
          items={activity.items}
          partly={activity.nextCursor !== undefined && !reaches && !activity.loading}
        />
      </section>
      <section class="card">
        <h2>{text.device.history}</h2>
        <ul class="rows activity">
          {activity.items.slice(0, shownMax).map((item) => (
            <ActivityItem key={item.id} item={item} withDevice={false} />
          ))}
        </ul>
        {more && (
          <button
            type="button"
            class="button button-more"
            onClick={() => {
              setShownMax(shownMax + shownAtOnce * 3);
              if (activity.items.length < shownMax + shownAtOnce * 3) void readMoreActivity(id);
            }}
          >
            {text.common.showMore}
          </button>
        )}
      </section>
    </>
  );
};
