import { useNow } from '../data/use-now.ts';
import { useLanguage } from '../text/language.tsx';

/** "3 minutes ago", with the exact time on hover and for screen readers. */
export const TimeAgo = ({ at }: { at: string }) => {
  const { format } = useLanguage();
  const now = useNow();
  const exact = format.exact(at);
  return (
    <time dateTime={at} title={exact}>
      {format.relative(at, now)}
      <span class="visually-hidden"> ({exact})</span>
    </time>
  );
};
