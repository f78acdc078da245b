/** What a route answers. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** An answer in JSON. */
export function jsonReply(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
