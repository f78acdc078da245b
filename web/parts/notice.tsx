import { useEffect } from 'preact/hooks';
import { createStore, useStore } from '../data/store.ts';
import { Icon } from '../icons/icon.tsx';
import { useLanguage } from '../text/language.tsx';

interface NoticeValue {
  message: string;
  tone: 'done' | 'problem' | 'quiet';
}

const notice = createStore<NoticeValue | undefined>(undefined);
const shownForMs = 15_000;

/** Says a result: seen at the foot of the page, and said by screen readers. */
export const say = (message: string, tone: NoticeValue['tone'] = 'done'): void => notice.set({ message, tone });

/** Said by screen readers alone: what is on the screen shows it by itself. */
export const whisper = (message: string): void => notice.set({ message, tone: 'quiet' });

/** What was said of a page that is not there any more goes with it. */
export const hush = (): void => notice.set(undefined);

export const Notice = () => {
  const { text } = useLanguage();
  const current = useStore(notice);
  useEffect(() => {
    const timer = setTimeout(() => notice.set(undefined), shownForMs);
    return () => clearTimeout(timer);
  }, [current]);
  const visible = current && current.tone !== 'quiet' ? current : undefined;
  return (
    <div class={visible ? `notice notice-${visible.tone}` : 'notice-none'}>
      <p role="status" class={visible ? 'notice-text' : 'visually-hidden'}>
        {current?.message}
      </p>
      {visible && (
        <button type="button" class="button-quiet" onClick={() => notice.set(undefined)}>
          <Icon name="close" />
          <span class="visually-hidden">{text.common.dismiss}</span>
        </button>
      )}
    </div>
  );
};
