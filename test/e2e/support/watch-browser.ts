import type { BrowserContext, Response } from 'playwright-core';

export interface SeenResponse {
  method: string;
  url: string;
  status: number;
  headers: Record<string, string>;
  setCookies: string[];
  text: string;
}

export type Watched = ReturnType<typeof watchBrowser>;

/** Keeps what the browser of one owner asked for, was answered and complained about. */
export const watchBrowser = (context: BrowserContext) => {
  const complaints: string[] = [];
  const requests: string[] = [];
  const reading: Promise<SeenResponse | undefined>[] = [];
  context.on('console', (message) => {
    // Of a refused call the browser always says so itself; whether it is dealt with is what the tests look at.
    const isOfCall = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isOfCall) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => requests.push(request.url()));
  context.on('response', (response) => reading.push(seen(response)));
  return {
    complaints,
    requests,
    /** Every answer so far, with what it brought. */
    responses: async (): Promise<SeenResponse[]> =>
      (await Promise.all(reading)).filter((response) => response !== undefined),
  };
};

/** Nothing of an answer that was given up, such as by going to another page. */
const seen = async (response: Response): Promise<SeenResponse | undefined> => {
  try {
    const all = await response.headersArray();
    const method = response.request().method();
    return {
      method,
      url: response.url(),
      status: response.status(),
      headers: Object.fromEntries(all.map(({ name, value }) => [name.toLowerCase(), value])),
      setCookies: all.filter(({ name }) => name.toLowerCase() === 'set-cookie').map(({ value }) => value),
      text: response.status() === 302 || response.status() === 204 ? '' : await response.text().catch(() => ''),
    };
  } catch {
    return undefined;
  }
};
