import { useEffect, useState } from 'preact/hooks';
import { connection } from '../data/connection.ts';
import { deviceList } from '../data/device-store.ts';
import { refreshAll } from '../data/refresh.ts';
import { useStore } from '../data/store.ts';
import { Icon } from '../icons/icon.tsx';
import { whisper } from '../parts/notice.tsx';
import { useLanguage } from '../text/language.tsx';

/** While the service does not answer: says so, and how old is what one sees. */
export const ConnectionBanner = () => {
  const { text, format } = useLanguage();
  const state = useStore(connection);
  const { loadedAt } = useStore(deviceList);
  const offline = useOffline();
  const [wasGone, setWasGone] = useState(false);
  const gone = offline || state !== 'reachable';
  useEffect(() => {
    if (!gone && wasGone) whisper(text.connection.back);
    setWasGone(gone);
  }, [gone]);
  const words = text.connection;
  const what = offline ? words.offline : state === 'unavailable' ? words.unavailable : words.unreachable;
  return (
    <div class="banner-place" role="status">
      {gone && (
        <div class="banner">
          <Icon name="plug" />
          <p>
            {what} {loadedAt ? words.showing(format.clock(loadedAt)) : words.trying}
          </p>
          <button type="button" class="button button-small" onClick={refreshAll}>
            {text.common.retry}
          </button>
        </div>
      )}
    </div>
  );
};

const useOffline = (): boolean => {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = (): void => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return offline;
};
