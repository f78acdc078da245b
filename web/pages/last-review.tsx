import { useSettings } from '../data/settings-store.ts';
import { useNow } from '../data/use-now.ts';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

/** When the devices were last reviewed, and the way to do it now. */
export const LastReview = () => {
  const { text, format } = useLanguage();
  const { settings } = useSettings();
  const now = useNow();
  const words = text.overview;
  return (
    <section class="card">
      <h2>
        <Icon name="review" />
        {words.lastReview}
      </h2>
      {settings && (
        <p class="muted">
          {settings.lastReviewedAt === null
            ? words.neverReviewed
            : words.reviewed(format.relative(settings.lastReviewedAt, now))}
        </p>
      )}
      <a class="onward" href="/review">
        {words.startReview}
        <Icon name="onward" />
      </a>
    </section>
  );
};
