import { useLanguage } from '../text/language.tsx';

/** Stands where a list will be, as high as what comes. */
export const Skeleton = ({ rows, class: className = 'device-row' }: { rows: number; class?: string }) => {
  const { text } = useLanguage();
  return (
    <div class="skeletons" aria-busy="true">
      <p class="visually-hidden">{text.common.loading}</p>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class={`skeleton ${className}`} aria-hidden="true">
          <span class="skeleton-tile" />
          <span class="skeleton-lines">
            <span />
            <span />
          </span>
        </div>
      ))}
    </div>
  );
};
