import { getReviewRoute } from '../../shared/contracts/review-routes.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { newestFirst, readReview } from '../../shared/domain/review/read-review.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';

/** GET /v1/review: the devices to review, each with why it deserves a look. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(getReviewRoute, deps, async ({ principal, session, account, query }) => {
    const scope = { accountId: principal.accountId, query: 'get-review' };
    const { more, ...review } = await readReview(deps.world, account, {
      current: session.deviceId,
      limit: query.limit ?? 50,
      after: decodeCursor<DeviceId>(query.cursor, scope),
      order: newestFirst,
    });
    return { status: 200, body: { ...review, ...(more && { nextCursor: encodeCursor(more, scope) }) } };
  });
