import type { ReviewDeviceResource } from '../../shared/contracts/resources.ts';
import type { Timestamp } from '../../shared/contracts/values.ts';
import { useNow } from '../data/use-now.ts';
import { useLanguage } from '../text/language.tsx';
import { attentionsOf } from './decisions.ts';

/** Why a device should be looked at, each as a sentence. */
export const useAttentionWords = (device: ReviewDeviceResource, lastReviewedAt: Timestamp | null): string[] => {
  const { text, format } = useLanguage();
  const now = useNow();
  const words = text.review.attention;
  return attentionsOf(device, lastReviewedAt).map((attention) => {
    switch (attention) {
      case 'new-device':
        return words['new-device'](format.relative(device.firstSeenAt, now));
      case 'new-country': {
        const country = device.lastPlace?.country;
        return country === undefined ? words['new-place'] : words['new-country'](format.country(country));
      }
      case 'unused':
        return words.unused(format.relative(device.lastSeenAt, now));
    }
  });
};
