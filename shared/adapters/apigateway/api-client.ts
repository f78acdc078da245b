import { StoreUnavailableError } from '../../domain/store-unavailable-error.ts';
import type { ApiAnswer, ApiClient, ApiRequest } from '../../domain/web-session/ports.ts';

/** Longer than the API's functions may take, so that their own answer comes first. */
const answerMsMax = 15_000;

/** The HTTP API at its own address. */
export const apiGatewayClient = (apiUrl: string): ApiClient => ({
  async call(request) {
    try {
      return await send(apiUrl, request).catch(async (error: unknown) => {
        // A connection that was kept from the last invocation may have been closed meanwhile.
        if (request.method === 'GET' && error instanceof TypeError) return send(apiUrl, request);
        throw error;
      });
    } catch (error) {
      throw new StoreUnavailableError('the API did not answer', { cause: error });
    }
  },
});

const send = async (
  apiUrl: string,
  { method, path, query = '', token, headers, body, signal }: ApiRequest,
): Promise<ApiAnswer> => {
  const url = new URL(path, apiUrl);
  url.search = query;
  const response = await fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    ...(body !== undefined && body.length > 0 && { body }),
    // The token goes to the API and nowhere else.
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerMsMax)]),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
};
