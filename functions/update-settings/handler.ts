import { updateSettingsRoute } from '../../shared/contracts/settings-routes.ts';
import { showSettings, updateSettings } from '../../shared/domain/review/settings.ts';
import { sessionAuthority } from '../../shared/domain/sign-out/actor.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { requireRecentAuthentication } from '../../shared/http/step-up.ts';

/**
 * PATCH /v1/settings: turn reminders on or off, choose the language of e-mails. Warnings are sent in any case.
 * `stepUpMaxAge` is in seconds.
 */
export const makeHandler = (deps: EndpointDeps & { stepUpMaxAge: number }) =>
  guardedEndpoint(updateSettingsRoute, deps, async (call) => {
    const { session, body } = call;
    // A stolen session must not be able to silence what would reveal it.
    if (body.reminders === false) requireRecentAuthentication(call, deps.stepUpMaxAge, deps.world.now());
    const outcome = await updateSettings(deps.world, { authority: sessionAuthority(session), ...body });
    switch (outcome.kind) {
      case 'updated':
        return { status: 200, body: showSettings(outcome.account) };
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
