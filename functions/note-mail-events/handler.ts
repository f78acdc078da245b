import { mailEvent } from '../../shared/contracts/review-messages.ts';
import type { World } from '../../shared/domain/ports.ts';
import { noteMailEvent } from '../../shared/domain/review/note-mail-event.ts';
import { queueConsumer } from '../../shared/events/queue-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';
import type { Count } from '../../shared/observability/metrics.ts';

export interface NoteMailEventsDeps extends ConsumerDeps {
  world: World & { timeZone: string };
  count: Count;
}

/** Takes in what SES tells of mails: they went out, came back, or were called unwanted. */
export const makeHandler = ({ world, count, ...deps }: NoteMailEventsDeps) =>
  queueConsumer(deps, {
    schema: mailEvent,
    async handle(event) {
      const outcome = await noteMailEvent(world, event);
      if (outcome === 'sent') count('ReviewsSent', 1);
      if (outcome === 'bounced') count('MailsBounced', 1);
      if (outcome === 'complained') count('MailsComplained', 1);
      if (outcome !== 'not-needed') deps.log.info('RSO_MAIL_EVENT', { kind: event.eventType, outcome });
    },
  });
