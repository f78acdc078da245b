import { makeHandler as webFinishReview } from '../../../functions/web-finish-review/handler.ts';
import { makeHandler as webGetReview } from '../../../functions/web-get-review/handler.ts';
import { makeHandler as webUnsubscribe } from '../../../functions/web-unsubscribe/handler.ts';
import { reviewFinished, review as reviewResource } from '../../../shared/contracts/resources.ts';
import type { RateLimiter } from '../../../shared/domain/ports.ts';
import type { WebEvent } from '../../../shared/web/web-call.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { startReviewBench, timeZone } from '../../support/review-bench.ts';
import { makeTestBrowser } from '../../support/test-browser.ts';
import type { BrowserAsk } from '../../support/test-browser.ts';
import { webOrigin } from '../../support/web-bench.ts';

export type MailLinkBench = Awaited<ReturnType<typeof startMailLinkBench>>;

/** The functions that the links of mails lead to, in this process, with owners who were really asked. */
export const startMailLinkBench = async () => {
  const bench = await startReviewBench();
  const log = recordedLog();
  const store = breakableStore();
  const allowance: { answer: Awaited<ReturnType<RateLimiter['take']>> } = { answer: { allowed: true, isLast: false } };
  const deps = {
    log,
    now: bench.api.clock.now,
    origin: webOrigin,
    world: { ...bench.api.world, store: store.wrap(bench.api.world.store) },
    links: bench.links,
  };
  const get = webGetReview(deps);
  const finish = webFinishReview({ ...deps, timeZone, limiter: { take: async () => allowance.answer } });
  const handlers = {
    '/web/review': (event: WebEvent, context: object) =>
      event.requestContext.http.method === 'POST' ? finish(event, context) : get(event, context),
    '/web/unsubscribe': webUnsubscribe(deps),
  };
  const browser = makeTestBrowser({ handlers, origin: webOrigin, cognito: 'http://none.example' });
  const byLink = (token: string) => ({ authorization: `Review-Link ${token}` });

  return {
    ...bench,
    log,
    store,
    allowance,
    browser,
    byLink,
    /** An owner with a device who was asked, with the tokens of the mail's links. */
    asked: async (given: Parameters<typeof bench.dueOwner>[0] = {}) => {
      const owner = await bench.dueOwner(given);
      await bench.run();
      return { ...owner, ...linksOf(bench, owner.accountId) };
    },
    /** The links of the mail that the owner got last. */
    linksOf: (accountId: string) => linksOf(bench, accountId),
    /** As the page calls; what is answered keeps to the contract. */
    read: async (token: string, ask: BrowserAsk = {}) => {
      const seen = await browser.call('/web/review', { ...ask, headers: { ...byLink(token), ...ask.headers } });
      if (seen.status === 200) {
        const { expiresAt: _of, complete: _all, ...shown } = seen.body;
        reviewResource.parse(shown);
      }
      return seen;
    },
    finish: async (token: string, decisions: unknown, ask: BrowserAsk = {}) => {
      const seen = await browser.call('/web/review', {
        method: 'POST',
        body: { decisions },
        ...ask,
        headers: { ...byLink(token), ...ask.headers },
      });
      if (seen.status === 200) reviewFinished.parse(seen.body);
      return seen;
    },
  };
};

const linksOf = (bench: Awaited<ReturnType<typeof startReviewBench>>, accountId: string) => {
  const links = bench.mailsTo(accountId).at(-1)?.request.links;
  if (!links) throw new Error('the owner was not asked');
  return {
    review: new URL(links.review).hash.slice(1),
    unsubscribe: new URL(links.unsubscribe).hash.slice(1),
    oneClick: new URL(links.oneClick),
  };
};
