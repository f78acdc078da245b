import type { RateLimiter, World } from '../../shared/domain/ports.ts';
import { alertOwner } from '../../shared/domain/telling/alert-owner.ts';
import type { Alert } from '../../shared/domain/telling/alert-owner.ts';
import type { AlertLedger, Mailer } from '../../shared/domain/telling/ports.ts';
import { eventConsumer } from '../../shared/events/event-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';
import { alertMail } from '../../shared/mail/alert-mail.ts';

export interface AlertOwnerDeps extends ConsumerDeps {
  world: World;
  ledger: AlertLedger;
  limiter: RateLimiter;
  orderLimiter: RateLimiter;
  mailer: Mailer;
  dashboardUrl: string;
}

/** Writes to the owner about what the owner may not have done. */
export const makeHandler = ({
  world,
  ledger,
  limiter,
  orderLimiter,
  mailer,
  dashboardUrl,
  ...deps
}: AlertOwnerDeps) => {
  const writeMail = (alert: Alert) => alertMail(alert, { dashboardUrl });
  const alertWorld = { ...world, ledger, limiter, orderLimiter, mailer, writeMail };
  return eventConsumer(deps, async ({ jti: activityId, sub_id: { user } }) => {
    const { kind: outcome } = await alertOwner(alertWorld, { accountId: user.sub, activityId });
    deps.log.info('RSO_ALERT', { eventId: activityId, outcome });
  });
};
