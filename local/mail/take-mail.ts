import type { IncomingMessage } from 'node:http';
import type { ConfigurationSetSpec } from '../template/stack.ts';
import { asText } from '../template/as-text.ts';
import { isRecord } from '../template/template.ts';

/** What a SendEmail says beside the mail itself. */
export interface SendingAs {
  configurationSet: ConfigurationSetSpec | undefined;
  tags: Record<string, string>;
}

/** SES has something against a mail. */
export interface MailRefused {
  type: 'NotFoundException' | 'BadRequestException';
  message: string;
}

export const isSendEmail = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && url === '/v2/email/outbound-emails';

/** Of a request, as SES limits a mail. */
const bodyBytesMax = 40 * 1024 * 1024;

/** @throws when it is too long, or no JSON */
export async function readMail(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyBytesMax) throw new Error('The mail is too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** SES's own rule for names and values of tags. */
const tagText = /^[A-Za-z0-9_-]{1,256}$/;

/** How a mail is to be sent; what SES refuses is refused here too, so that it shows before a deployment. */
export function sendingAs(mail: unknown, sets: readonly ConfigurationSetSpec[]): SendingAs | MailRefused {
  const { ConfigurationSetName: name, EmailTags = [] } = isRecord(mail) ? mail : {};
  const configurationSet = sets.find((set) => set.name === name);
  if (name !== undefined && configurationSet === undefined) {
    return { type: 'NotFoundException', message: `Configuration set <${asText(name)}> does not exist.` };
  }
  const tags: Record<string, string> = {};
  for (const { Name, Value } of Array.isArray(EmailTags) ? EmailTags.filter(isRecord) : []) {
    if (!tagText.test(String(Name)) || !tagText.test(String(Value))) {
      return { type: 'BadRequestException', message: `Email tag is invalid: ${String(Name)}=${String(Value)}` };
    }
    tags[String(Name)] = String(Value);
  }
  return { configurationSet, tags };
}
