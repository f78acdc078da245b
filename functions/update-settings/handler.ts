import { updateSettingsRoute } from '../../shared/contracts/settings-routes.ts';
import { showSettings, updateSettings } from '../../shared/domain/review/settings.ts';
import { sessionAuthority } from '../../shared/domain/sign-out/actor.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';

/** PATCH /v1/settings: turn reminders on or off, choose the language of e-mails. Warnings are sent in any case. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(updateSettingsRoute, deps, async ({ session, body }) => {
    const outcome = await updateSettings(deps.world, { authority: sessionAuthority(session), ...body });
    switch (outcome.kind) {
      case 'updated':
        return { status: 200, body: showSettings(outcome.account) };
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
