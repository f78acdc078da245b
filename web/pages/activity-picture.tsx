import type { ActivityResource } from '../../shared/contracts/resources.ts';
import { useNow } from '../data/use-now.ts';
import { useLanguage } from '../text/language.tsx';

export const pictureDays = 90;
const height = 48;
const barWidth = 5;
const step = 7;

interface ActivityPictureProps {
  items: readonly ActivityResource[];
  /** Whether there is more than what is counted. */
  partly: boolean;
}

/** A bar for each of the last 90 days, of this browser's calendar; the same as a table for those who cannot see it. */
export const ActivityPicture = ({ items, partly }: ActivityPictureProps) => {
  const { text, format } = useLanguage();
  const now = useNow();
  const words = text.device;
  const days = countByDay(items, now);
  const busy = days.filter(({ count }) => count > 0);
  const total = busy.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p class="muted">{words.pictureEmpty}</p>;
  const most = Math.max(...days.map(({ count }) => count));
  const events = (count: number): string => words.eventCount(count, format.number(count));
  const summary = words.pictureSummary(events(total), words.dayCount(busy.length, format.number(busy.length)));
  return (
    <>
      <svg class="picture" viewBox={`0 0 ${pictureDays * step - 2} ${height}`} role="img" aria-label={summary}>
        {days.map(({ day, count }, index) => {
          const tall = count === 0 ? 2 : Math.max(6, (count / most) * height);
          return (
            <rect
              key={day.getTime()}
              class={count === 0 ? 'bar-none' : 'bar'}
              x={index * step}
              y={height - tall}
              width={barWidth}
              height={tall}
              rx={1.5}
            >
              {count > 0 && <title>{`${format.day(day)}: ${events(count)}`}</title>}
            </rect>
          );
        })}
      </svg>
      <p class="picture-ends muted small" aria-hidden="true">
        <span>{days[0] && format.date(days[0].day)}</span>
        <span>{format.date(now)}</span>
      </p>
      <p class="small">{summary}</p>
      {partly && <p class="muted small">{words.picturePartly}</p>}
      <details class="help">
        <summary>{words.pictureTable}</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              <th scope="col">{words.events}</th>
            </tr>
          </thead>
          <tbody>
            {busy.toReversed().map(({ day, count }) => (
              <tr key={day.getTime()}>
                <td>{format.day(day)}</td>
                <td>{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
};

const countByDay = (items: readonly ActivityResource[], now: Date): { day: Date; count: number }[] => {
  const key = (day: Date): string => `${day.getFullYear()}-${day.getMonth()}-${day.getDate()}`;
  const counts = new Map<string, number>();
  for (const { at } of items) {
    const day = key(new Date(at));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return Array.from({ length: pictureDays }, (_, index) => {
    // By the calendar, not by 24 hours: two days a year are shorter or longer.
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (pictureDays - 1 - index));
    return { day, count: counts.get(key(day)) ?? 0 };
  });
};
