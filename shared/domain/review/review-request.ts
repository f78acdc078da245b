import type { Attention, CalendarDate, MailLanguage, Timestamp } from '../../contracts/values.ts';
import type { Device } from '../device/device.ts';

/** What an owner is asked once a month: the devices that are signed in, and where to review them. */
export interface ReviewRequest {
  language: MailLanguage;
  /** Those that are new since the last review first, then what deserves a look, then the one last seen. */
  devices: { device: Device; isNew: boolean; attention: Attention[] }[];
  /** Null before the first review. */
  lastReviewedAt: Timestamp | null;
  /** The day on which it fell due. */
  dueOn: CalendarDate;
  links: ReviewLinks;
}

/** Whole addresses. The first three are good for whoever has them. */
export interface ReviewLinks {
  review: string;
  /** A page that asks whether to turn reminders off. */
  unsubscribe: string;
  /** Where a mail program turns them off by itself: RFC 8058. */
  oneClick: string;
  /** Asks for a sign-in. */
  dashboard: string;
}

/**
 * The addresses that the tokens make. A page reads its own from the fragment, which no browser sends and no server logs;
 * only the one for mail programs has it in the query.
 */
export const reviewLinksOf =
  (dashboardUrl: string) =>
  ({ review, unsubscribe }: { review: string; unsubscribe: string }): ReviewLinks => ({
    review: new URL(`/review#${review}`, dashboardUrl).href,
    unsubscribe: new URL(`/unsubscribe#${unsubscribe}`, dashboardUrl).href,
    oneClick: new URL(`/web/unsubscribe?token=${unsubscribe}`, dashboardUrl).href,
    dashboard: dashboardUrl,
  });
