import { getSettingsRoute } from '../../shared/contracts/settings-routes.ts';
import { showSettings } from '../../shared/domain/review/settings.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';

/** GET /v1/settings: what the owner has set. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(getSettingsRoute, deps, async ({ account }) => ({ status: 200, body: showSettings(account) }));
