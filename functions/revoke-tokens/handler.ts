import type { World } from '../../shared/domain/ports.ts';
import type { TokenRevoker, Vault } from '../../shared/domain/telling/ports.ts';
import { revokeRefreshTokens } from '../../shared/domain/telling/revoke-refresh-tokens.ts';
import { eventConsumer } from '../../shared/events/event-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';

export interface RevokeTokensDeps extends ConsumerDeps {
  world: World;
  vault: Vault;
  revoker: TokenRevoker;
}

/** Revokes at Cognito the refresh tokens of the sessions that an event has ended. */
export const makeHandler = ({ world, vault, revoker, ...deps }: RevokeTokensDeps) =>
  eventConsumer(deps, async ({ jti: activityId, sub_id: { user, device } }) => {
    if (!device) return;
    const ended = { accountId: user.sub, activityId, deviceId: device.id };
    const tokens = await revokeRefreshTokens({ ...world, vault, revoker }, ended);
    deps.log.info('RSO_TOKENS_REVOKED', { eventId: activityId, deviceId: device.id, tokens });
  });
