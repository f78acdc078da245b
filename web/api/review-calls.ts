import type { FinishReviewBody } from '../../shared/contracts/review-routes.ts';
import type { ReviewFinishedResource, ReviewResource, SettingsResource } from '../../shared/contracts/resources.ts';
import type { MailLanguage, Timestamp } from '../../shared/contracts/values.ts';
import type { Answer } from './api-problem.ts';
import { askServer } from './ask-server.ts';
import { callApi } from './call-api.ts';

/** The calls of a review, of whoever is signed in here or has the link of an e-mail. */

export type ReviewDecisions = FinishReviewBody['decisions'];

/** Every device that is signed in, page after page. */
export const readReview = async (): Promise<Answer<ReviewResource>> => {
  const devices: ReviewResource['devices'] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
    const page = await callApi<ReviewResource>({ path: `/v1/review?${query.toString()}` });
    if (!page.ok) return page;
    devices.push(...page.value.devices);
    const { nextCursor, ...rest } = page.value;
    if (nextCursor === undefined) return { ok: true, value: { ...rest, devices } };
    cursor = nextCursor;
  }
};

export const finishReview = (decisions: ReviewDecisions) =>
  callApi<ReviewFinishedResource>({ method: 'POST', path: '/v1/review', body: { decisions } });

export interface LinkReview extends ReviewResource {
  /** Whether these are all the devices that are signed in. */
  complete: boolean;
  /** Of the link. */
  expiresAt: Timestamp;
}

/** `token` is what the link of an e-mail has behind its `#`. No session is needed, and none is used. */
export const readReviewByLink = (token: string) =>
  askServer<LinkReview>({ address: '/web/review', authorization: byLink(token) });

export const finishReviewByLink = (token: string, decisions: ReviewDecisions) =>
  askServer<ReviewFinishedResource>({
    method: 'POST',
    address: '/web/review',
    authorization: byLink(token),
    body: { decisions },
  });

export const unsubscribe = (token: string) =>
  askServer<{ reminders: false }>({ method: 'POST', address: '/web/unsubscribe', authorization: byLink(token) });

const byLink = (token: string): string => `Review-Link ${token}`;

export const readSettings = () => callApi<SettingsResource>({ path: '/v1/settings' });

export const updateSettings = (change: { reminders?: boolean; language?: MailLanguage }) =>
  callApi<SettingsResource>({ method: 'PATCH', path: '/v1/settings', body: change });
