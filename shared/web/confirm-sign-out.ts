import { StoreUnavailableError } from '../domain/store-unavailable-error.ts';
import type { ApiClient, ApiRequest } from '../domain/web-session/ports.ts';

const attemptsMax = 2;

/**
 * Tells the API that a signed-out browser has nothing left of its session, so that the receipt is complete; the tokens
 * are to be forgotten before. Says whether it was a sign-out; where the API cannot be asked, it is not claimed.
 */
export const confirmSignOut = async (
  api: ApiClient,
  { token, headers, signal }: Pick<ApiRequest, 'token' | 'headers' | 'signal'>,
): Promise<boolean> => {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    try {
      const path = '/v1/sessions/current/confirm-sign-out';
      const { status } = await api.call({ method: 'POST', path, token, headers, signal });
      if (status < 500) return status === 204;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
  }
  return false;
};
