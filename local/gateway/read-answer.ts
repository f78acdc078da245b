import { isRecord } from '../template/template.ts';

/** What a function's answer says to the client. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer | string;
}

const functionAnswerBytesMax = 6 * 1024 * 1024;

/**
 * Read what a function answered, payload format 2.0. Without a status it is the body of a 200, as API Gateway infers.
 * Undefined for what API Gateway would not understand.
 */
export function readAnswer(payload: string): Answer | undefined {
  if (payload.length > functionAnswerBytesMax) return undefined;
  const answer: unknown = JSON.parse(payload);
  if (!isRecord(answer) || answer['statusCode'] === undefined) {
    const body = typeof answer === 'string' ? answer : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (!isRecord(headers ?? {}) || !Array.isArray(cookies) || typeof (body ?? '') !== 'string') return undefined;
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === 'object') return undefined;
    sent[name.toLowerCase()] = String(value);
  }
  sent['content-type'] ??= 'text/plain;charset=UTF-8';
  if (!sendable(sent)) return undefined;
  // The gateway's own to say.
  delete sent['content-length'];
  delete sent['transfer-encoding'];
  delete sent['connection'];
  const text = typeof body === 'string' ? body : '';
  return {
    status,
    headers: sent,
    cookies: cookies.map(String),
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

const sendable = (headers: Record<string, string>): boolean =>
  Object.entries(headers).every(
    // oxlint-disable-next-line no-control-regex -- exactly these would break the response
    ([name, value]) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  );
