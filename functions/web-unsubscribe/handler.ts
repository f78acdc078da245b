import { updateSettings } from '../../shared/domain/review/settings.ts';
import { unsubscribeLinkAuthority } from '../../shared/domain/sign-out/actor.ts';
import { jsonAnswer } from '../../shared/web/json-answer.ts';
import { addressedLink, openLink, shownLink } from '../../shared/web/review-link.ts';
import type { ReviewLinkDeps } from '../../shared/web/review-link.ts';
import type { WebAnswer, WebEvent } from '../../shared/web/web-call.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { webProblem } from '../../shared/web/web-problem.ts';
import { isOneClick } from './one-click.ts';

/**
 * ANY /web/unsubscribe: a mail program posts here by itself when its owner presses its own button (RFC 8058): without a
 * cookie, from wherever it is, with the token in the query. Our page shows the token in the header. Whoever merely opens
 * the address, as scanners of mails do, is led to that page, and nothing is changed.
 */
export const makeHandler = (deps: ReviewLinkDeps) =>
  webEndpoint('web-unsubscribe', deps, async ({ event }) => {
    const token = shownLink(event) ?? addressedLink(event);
    switch (event.requestContext.http.method) {
      case 'GET':
      case 'HEAD':
        return { status: 303, headers: { location: `${deps.origin}/unsubscribe${fragment(token)}` } };
      case 'POST':
        return turnOff(deps, event, token);
      default:
        return { status: 405, headers: { allow: 'GET, HEAD, POST' } };
    }
  });

/** What stands behind the `#` reaches no server, and no log. */
const fragment = (token: string | undefined): string => (token === undefined ? '' : `#${token}`);

const turnOff = async (deps: ReviewLinkDeps, event: WebEvent, token: string | undefined): Promise<WebAnswer> => {
  const link = await openLink(deps, token, 'unsubscribe');
  if (link.kind === 'refused') return webProblem(link.problem);
  if (!isOneClick(event)) return webProblem('invalid-request');
  // Of an account that is gone nobody is reminded either: it is as asked.
  await updateSettings(deps.world, { authority: unsubscribeLinkAuthority(link.accountId), reminders: false });
  return jsonAnswer({ reminders: false });
};
