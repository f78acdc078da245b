import { joseLinkSigner } from '../../shared/adapters/jose/link-signer.ts';
import { keptSecret } from '../../shared/adapters/secretsmanager/kept-secret.ts';
import { pacedMailer } from '../../shared/adapters/ses/paced-mailer.ts';
import { sesMailer } from '../../shared/adapters/ses/mailer.ts';
import { consumerWorld } from '../../shared/adapters/system/consumer-world.ts';
import { mailerProps } from '../../shared/adapters/system/mailer-variables.ts';
import { reviewMail } from '../../shared/mail/review-mail.ts';
import { createCount } from '../../shared/observability/metrics.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const { world, log, postpone } = consumerWorld('send-review', variables);
const timeZone = variables.REVIEW_TIME_ZONE;

export const handler = makeHandler({
  log,
  postpone,
  dashboardUrl: variables.DASHBOARD_URL,
  count: createCount(variables.AWS_LAMBDA_FUNCTION_NAME),
  world: {
    ...world,
    timeZone,
    mailer: pacedMailer(sesMailer(mailerProps(variables)), variables.MAILS_PER_SECOND),
    links: joseLinkSigner(keptSecret(variables.LINK_KEY_ARN, world)),
    writeMail: (request) => reviewMail(request, { timeZone }),
    claimSeconds: variables.REVIEW_CLAIM_SECONDS,
  },
});
