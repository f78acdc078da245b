import { randomUUID } from 'node:crypto';

/** What the server sends. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** SNS refuses. `code` is what the SDKs make their exceptions of. */
export class SnsError extends Error {
  override name = 'SnsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const invalidParameter = (message: string): SnsError =>
  new SnsError('InvalidParameter', `Invalid parameter: ${message}`);

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body });

/** The answer of an operation in SNS' own protocol, AWS Query. */
export const snsAnswer = (action: string, result: string): Answer =>
  xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  );

export const snsRefusal = ({ code, message, status }: Pick<SnsError, 'code' | 'message' | 'status'>): Answer =>
  xml(
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
      `<Code>${code}</Code><Message>${escapeMarkup(message)}</Message></Error>` +
      `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );

export const xmlElement = (name: string, text: string): string => `<${name}>${escapeMarkup(text)}</${name}>`;

export const xmlMap = (entries: Readonly<Record<string, string>>): string =>
  Object.entries(entries)
    .map(([key, value]) => `<entry>${xmlElement('key', key)}${xmlElement('value', value)}</entry>`)
    .join('');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for XML and HTML. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
