import { requestedWith } from '../contracts/web-routes.ts';
import type { WebEvent } from './web-call.ts';

/**
 * Whether a call may come from another page than the dashboard. Ours carry a header that no form can send, and that a
 * script of another origin may send only after a preflight, which nobody here answers. What browsers say of the origin
 * has to fit as well.
 */
export const isCrossSite = ({ headers }: Pick<WebEvent, 'headers'>, ourOrigin: string): boolean => {
  const { [requestedWith.name]: mark, 'sec-fetch-site': site = 'same-origin', origin = ourOrigin } = headers;
  return mark !== requestedWith.value || site !== 'same-origin' || origin !== ourOrigin;
};
